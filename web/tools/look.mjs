// Takes a picture of every page of the demo, as each kind of person, wide and
// narrow, light and dark, and a contact sheet of them all:
//
//   node tools/look.mjs [part of a name…]
//
// The pictures go to web/screenshots. The demo is started for it, unless
// PEGBOARD_URL says where one is running.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findBrowser, openBrowser, signIn, startHelpdesk, stranger } from '../e2e/helpdesk.mjs'
import { consolePages, eachLook, guestPages, portalPages } from '../e2e/pages.mjs'

const dir = fileURLToPath(new URL('../screenshots/', import.meta.url))
const only = process.argv.slice(2)
const path = findBrowser()
if (!path) {
  console.error('No browser is installed; Chromium or Chrome is needed.')
  process.exit(1)
}
if (only.length === 0) rmSync(dir, { recursive: true, force: true })
mkdirSync(dir, { recursive: true })

const demo = process.env.PEGBOARD_URL ? { url: process.env.PEGBOARD_URL, stop: () => {} } : await startHelpdesk()
const browser = await openBrowser(path)
const people = { guest: guestPages, carl: portalPages, ana: consolePages, owner: consolePages }
const taken = []

for (const [person, pagesOf] of Object.entries(people)) {
  const look = { reducedMotion: 'reduce' }
  const { context, page, complaints, api } =
    person === 'guest' ? await stranger(browser, look) : await signIn(browser, demo.url, person, look)
  for (const what of await pagesOf({ api, browser, url: demo.url })) {
    const name = `${person}-${what.name}`
    if (only.length > 0 && !only.some((part) => name.includes(part))) continue
    const files = []
    await eachLook(page, demo.url, what, async ({ width, theme }) => {
      const file = `${name}-${width}-${theme}.png`
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 0) console.log(`${file}: ${wide} px wider than the window`)
      await page.screenshot({ path: dir + file })
      files.push(file)
    })
    taken.push({ name, files })
  }
  for (const complaint of new Set(complaints)) console.log(`${person}: ${complaint}`)
  await context.close()
}

writeFileSync(`${dir}index.html`, sheet(taken))
const page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
await page.goto(`file://${dir}index.html`)
await page.screenshot({ path: `${dir}contact-sheet.png`, fullPage: true })
await browser.close()
await demo.stop()
console.log(`${taken.length} pages: ${dir}index.html and contact-sheet.png`)

/** One row for each page: both widths in both themes, each a link to the picture in full. */
function sheet(pages) {
  const row = ({ name, files }) =>
    `<section><h2>${name}</h2>${files.map((file) => `<a href="${file}"><img src="${file}" alt="${file}"></a>`).join('')}</section>`
  return `<!doctype html><meta charset="utf-8"><title>Every page</title>
<style>body{margin:24px;font:14px system-ui;background:#888}h2{margin:20px 0 6px;font-size:15px}
section{white-space:nowrap}img{height:236px;margin-right:8px;border-radius:4px;vertical-align:top}</style>
${pages.map(row).join('\n')}
`
}
