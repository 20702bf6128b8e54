import { describe, expect, test, vi } from 'vitest'
import { views } from './block'
import { type Block, childrenOf, type SurfaceDoc } from './model'
import { mount } from './test-mount'

// The documents that the server's renderer is tested with, and what it makes of
// them, against what the console makes of the same: one vocabulary, two renderers.

const files = import.meta.glob<string>('../testdata/*.{json,html}', { query: '?raw', import: 'default', eager: true })
const names = Object.keys(files).flatMap((path) => /(\w+)\.prepared\.json$/.exec(path)?.[1] ?? [])
const docOf = (name: string) => JSON.parse(files[`../testdata/${name}.prepared.json`] ?? '') as SurfaceDoc

/** What the console draws only when asked: menus, questions before an action, tabs and rows that are closed. */
const behind: Record<string, string[]> = {
  layout: ['In alpha'],
  form: ['X'],
  data: ['Delete it?', 'For good.'],
  table: ['Refund', 'Refund?', 'More about A-2'],
  actions: ['Sure?', 'Yes, do it', 'Wipe it all?', 'Nothing is kept.', 'Rare', 'One', 'Two', '/two'],
}

/** What the console alone draws: a dialog from which words go into a box takes scripts. */
const scripted: Record<string, string[]> = { conversation: ['Canned reply'] }

describe.each(names)('the tree %s', (name) => {
  test('says and links to the same in the console as on a page of the server', async () => {
    const broken = vi.spyOn(console, 'error')
    const doc = docOf(name)
    const { panel } = await mount(doc)
    const page = document.createElement('div')
    page.innerHTML = files[`../testdata/${name}.html`] ?? ''
    expect(broken.mock.calls).toEqual([])

    const hidden = behind[name] ?? []
    const inPage = saidBy(page)
    const inPanel = saidBy(panel)
    const texts = [...new Set(textsIn(doc.blocks))].filter(Boolean)
    expect(texts.filter((text) => inPage(text) && !inPanel(text))).toEqual(
      hidden.filter((text) => !text.startsWith('/')),
    )
    expect(texts.filter((text) => inPanel(text) && !inPage(text))).toEqual(scripted[name] ?? [])
    expect(links(panel)).toEqual(links(page).filter((href) => !hidden.includes(href)))
    expect(columns(panel)).toEqual(columns(page))
  })
})

test('the trees hold every type of block', () => {
  const seen = new Set(names.flatMap((name) => typesIn(docOf(name).blocks)))
  expect(Object.keys(views).filter((type) => !seen.has(type))).toEqual([])
})

const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Tells whether a part of a page says something, be it by its text or by an attribute. */
function saidBy(root: HTMLElement): (text: string) => boolean {
  const speaking = ['aria-label', 'alt', 'placeholder', 'title', 'value', 'label']
  const attributes = [...root.querySelectorAll('*')].flatMap((one) =>
    speaking.map((name) => one.getAttribute(name) ?? ''),
  )
  const all = ` ${squeeze([root.textContent ?? '', ...attributes].join('\n'))} `
  return (text) => all.includes(text) && !all.includes(`_${text}`)
}

const spoken = /^(title|subtitle|text|label|help|alt|summary|placeholder|caption|name|empty|by|author|detail)$/

/** The texts of a document that are meant for people; a field's name is not. */
function textsIn(node: unknown, key = ''): string[] {
  if (typeof node === 'string') return spoken.test(key) ? [squeeze(node)] : []
  if (Array.isArray(node)) return node.flatMap((one) => textsIn(one, key))
  return node && typeof node === 'object'
    ? Object.entries(node).flatMap(([name, one]) => (name === 'name' && 'kind' in node ? [] : textsIn(one, name)))
    : []
}

/** Where links lead, apart from the server's own: for sorting and paging, and to fields that are wrong. */
function links(root: HTMLElement): string[] {
  const all = [...root.querySelectorAll('a[href]')].map((one) => one.getAttribute('href') ?? '')
  return [...new Set(all.filter((href) => !/^(\/p\/orders\?|#)/.test(href)))].sort()
}

/** The columns of the tables that blocks of type table and markdown make. */
function columns(root: HTMLElement): string[] {
  const own = [...root.querySelectorAll('table')].filter((table) => !table.closest('figure, details'))
  return own.map((table) =>
    [...table.querySelectorAll('thead th')]
      .map((cell) => squeeze(cell.textContent ?? '').replace(/ [↑↓]$/, ''))
      .filter((label) => label && label !== 'Details' && label !== 'Actions')
      .join('|'),
  )
}

const typesIn = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => [block.type, ...childrenOf(block).flatMap(typesIn)])
