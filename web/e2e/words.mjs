// English that was left over on a page that should be German.
import { readdirSync, readFileSync } from 'node:fs'

const read = (folder) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => Object.entries(JSON.parse(readFileSync(new URL(folder + name, import.meta.url), 'utf8'))))

/** The texts of the console and of the server, by the English ones. */
const texts = [...read('../../core/words/de/'), ...read('../i18n/de/')]

/** What stands in place of a value: {name}, {1}, %s, %q. */
const place = /\{\w+\}|%(?:\.\d+)?[sdqvx]/g
const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const pattern = (english) => new RegExp(`^${english.split(place).map(literal).join('.+')}$`, 'u')

const plain = new Set()
const patterns = []
for (const [key, german] of texts) {
  const english = key.slice(key.indexOf('|') + 1)
  const words = english.replaceAll(place, '').match(/[A-Za-z]{2,}/g)
  if (!words || english === german) continue
  if (!place.test(english)) plain.add(english)
  else if (words.join('').length >= 14) patterns.push(pattern(english))
  place.lastIndex = 0
}
// What is English in one place and German in another says nothing.
for (const [, german] of texts) plain.delete(german)
// The demo has a role of this name; roles are called what people call them.
plain.delete('Customer')

/** Everything that a page says to people, its title, names and hints included. */
const said = () => {
  const out = [document.title.replace(/ · [^·]*$/, '')]
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.parentElement.closest('script, style, noscript, code, [data-foreign]')) out.push(node.data)
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) out.push(element.getAttribute(name))
  }
  return out.map((text) => text.trim().replaceAll(/\s+/g, ' ')).filter(Boolean)
}

/** The texts of a page that are English although there is German for them. */
export async function leftovers(page) {
  const all = new Set(await page.evaluate(said))
  return [...all].filter((text) => plain.has(text) || patterns.some((one) => one.test(text)))
}
