import { expect, test } from 'vitest'
import { type Format, formatted } from './format'

/** The text with | around what is selected, before and after. */
function press(format: Format, marked: string): string {
  const start = marked.indexOf('|')
  const end = marked.lastIndexOf('|') - 1
  const value = marked.replaceAll('|', '')
  const edit = formatted(format, value, start, end)
  const after = value.slice(0, edit.from) + edit.text + value.slice(edit.to)
  return `${after.slice(0, edit.start)}|${after.slice(edit.start, edit.end)}|${after.slice(edit.end)}`
}

test('marks go around what is selected, and off again', () => {
  expect(press('bold', 'a |b| c')).toBe('a **|b|** c')
  expect(press('bold', 'a **|b|** c')).toBe('a |b| c')
  expect(press('italic', 'a **|b|** c')).toBe('a ***|b|*** c')
  expect(press('italic', '||')).toBe('*||*')
  expect(press('code', '|x|')).toBe('`|x|`')
})

test('a link waits for its address, an address for its words', () => {
  expect(press('link', 'see |here|')).toBe('see [here](|https://|)')
  expect(press('link', '|https://a.example|')).toBe('[||](https://a.example)')
})

test('lists and quotes take whole lines, and give them back', () => {
  expect(press('list', 'one\nt|w|o')).toBe('one\n- two||')
  expect(press('steps', 'o|ne\ntw|o')).toBe('|1. one\n2. two|')
  expect(press('steps', '|1. one\n2. two|')).toBe('|one\ntwo|')
  expect(press('quote', '||')).toBe('> ||')
})
