import type { SurfaceDoc } from '@blocks/model'
import { expect, test } from 'vitest'
import { type Cell, put } from './use-columns'

const doc = (rows: unknown[], columns: unknown[] = [{ key: 'state', label: 'State', as: 'badge' }]) =>
  ({ v: 1, blocks: [{ type: 'table', title: 'State', columns, rows }] }) as unknown as SurfaceDoc

test('rows are cells of the tickets that they are named by', () => {
  const out = new Map<number, Cell[]>()
  put(
    out,
    'State',
    'a/state',
    doc([
      { id: '7', cells: { state: 'lost', more: 'x' } },
      { id: '8', cells: {} },
    ]),
  )
  put(out, 'Stars', 'b/stars', doc([{ id: '7', cells: { state: 4 } }]))
  put(out, 'Nothing', 'c/none', undefined)
  put(out, 'Nothing', 'd/none', doc([{ id: '7', cells: { state: 'x' } }], []))
  expect(out).toEqual(
    new Map([
      [
        7,
        [
          { key: 'a/state', title: 'State', as: 'badge', value: 'lost' },
          { key: 'b/stars', title: 'Stars', as: 'badge', value: 4 },
        ],
      ],
    ]),
  )
})
