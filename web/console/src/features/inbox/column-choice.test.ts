import { expect, test } from 'vitest'
import { arrange, moved, parse } from './column-choice'

const column = (plugin: string) => ({ plugin, surface: 'column', title: plugin, icon: null, href: null })
const names = (list: ReturnType<typeof arrange>) =>
  list.map((one) => (one.on ? one.column.plugin : `-${one.column.plugin}`))

test('columns stand in the order that was chosen, new ones last', () => {
  const all = [column('a'), column('b'), column('c')]
  expect(names(arrange(all, parse(null)))).toEqual(['a', 'b', 'c'])
  expect(names(arrange(all, { order: ['c/column', 'gone/column', 'a/column'], off: ['a/column'] }))).toEqual([
    'c',
    '-a',
    'b',
  ])
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
})

test('what stands in the browser may be anything', () => {
  for (const kept of ['', 'x', '[]', '{"order":7,"off":[1,"a"]}', 'null']) {
    expect(parse(kept).order).toEqual([])
  }
  expect(parse('{"order":7,"off":[1,"a"]}').off).toEqual(['a'])
})
