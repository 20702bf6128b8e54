import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { files, read } from './sources'

const folder = `${import.meta.dirname}/de`
const parts = readdirSync(folder).filter((name) => name.endsWith('.json'))
const entries = parts.flatMap((part) =>
  Object.entries<string | { one: string; other: string }>(JSON.parse(readFileSync(`${folder}/${part}`, 'utf8'))).map(
    ([text, german]) => ({ part, text, german }),
  ),
)
const sources = files().map(read)
const said = sources.flatMap((source) => source.said)
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()

describe('the German catalogue', () => {
  test('says everything that the sources say', () => {
    const known = new Map(entries.map(({ text, german }) => [text, typeof german === 'string' ? 1 : 2]))
    const missing = said.filter(({ text, one }) => known.get(text) !== (one === undefined ? 1 : 2))
    expect(missing.map(({ text, at }) => `${at} ${text}`)).toEqual([])
  })

  test('says nothing that no source says', () => {
    const used = new Set(said.map(({ text }) => text))
    expect(entries.filter(({ text }) => !used.has(text)).map(({ part, text }) => `${part}: ${text}`)).toEqual([])
  })

  test('says nothing twice, so that nobody mends one and leaves the other', () => {
    const seen = new Map<string, string>()
    const twice = entries.filter(({ text, part }) => {
      const before = seen.get(text)
      seen.set(text, part)
      return before !== undefined
    })
    expect(twice).toEqual([])
  })

  test('has the places of the English text in every form, and no other', () => {
    const forms = entries.flatMap(({ text, german }) =>
      (typeof german === 'string' ? [german] : [german.other]).map((form) => ({ text, form })),
    )
    expect(forms.filter(({ text, form }) => places(text).join() !== places(form).join())).toEqual([])
  })

  test('is written out: no form is empty, and its part is in the index', () => {
    expect(entries.filter(({ german }) => !(typeof german === 'string' ? german : german.one && german.other))).toEqual(
      [],
    )
    const index = readFileSync(`${folder}/index.ts`, 'utf8')
    expect(parts.filter((part) => !index.includes(`'./${part}'`))).toEqual([])
  })
})

test('no words for people stand in the sources but through t, tn and tx', () => {
  expect(sources.flatMap(({ bare }) => bare)).toEqual([])
})
