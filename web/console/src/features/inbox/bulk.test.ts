import { afterEach, expect, test, vi } from 'vitest'
import type { BulkOutcome, TicketRow } from '@/lib/api/types'
import { allow, allowMine, changeAll, common, portion, samples, sentence, sumOf } from './bulk'
import { between, withAll } from './use-selection'

const row = (id: number, more: Partial<TicketRow> = {}) => ({ id, version: 1, abilities: {}, ...more }) as TicketRow
const outcome = (id: number, outcome: BulkOutcome['outcome'], undone = false): BulkOutcome => ({
  id,
  outcome,
  detail: null,
  undo: undone ? { id, version: 2, status: 'open' } : null,
})

afterEach(() => vi.unstubAllGlobals())

test('a range takes on what its last ticket becomes', () => {
  expect(between([1, 2, 3, 4, 5], 3, 1)).toEqual([2, 3, 4])
  expect([...withAll(new Set([1]), [2, 3], true)]).toEqual([1, 2, 3])
  expect([...withAll(new Set([1, 2, 3]), [2, 3], false)]).toEqual([1])
})

test('only what every selected ticket allows is offered, and nothing for none', () => {
  const yes = row(1, { abilities: { status: true, take: true } })
  const no = row(2, { abilities: { status: false, assign: true } })
  expect(allow([yes], 'status')).toBe(true)
  expect(allow([yes, no], 'status')).toBe(false)
  expect(allow([], 'status')).toBe(false)
  expect(allowMine([yes, no])).toBe(true)
  expect(allowMine([yes, row(3)])).toBe(false)
  expect(allowMine([])).toBe(false)
})

test('one ticket of each team stands for the others, and only what all can have is a choice', () => {
  const team = (id: number) => ({ id, name: `T${id}` })
  const rows = [row(1, { team: team(1) }), row(2, { team: team(1) }), row(3, { team: null }), row(4, { team: team(2) })]
  expect(samples(rows).map(({ team }) => team?.id ?? null)).toEqual([1, null, 2])
  expect(
    common([
      [team(1), team(2)],
      [team(2), team(3)],
    ]).map(({ id }) => id),
  ).toEqual([2])
  expect(common([])).toEqual([])
})

test('the sentence counts what was done, what was so already, what was refused, and what is gone', () => {
  const sum = sumOf([
    outcome(1, 'done', true),
    outcome(2, 'done'),
    outcome(3, 'unchanged'),
    outcome(4, 'conflict'),
    outcome(5, 'forbidden'),
  ])
  expect(sum.undo).toEqual([{ id: 1, version: 2, status: 'open' }])
  expect(sentence(sum, (n) => `${n} moved.`)).toBe(
    '2 moved. 1 ticket was so already. 2 tickets were left as they are. 1 ticket went out of your sight.',
  )
  expect(sentence(sumOf([]), String)).toBe('')
})

test('tickets go in portions, and what ended it early does not hide what was done', async () => {
  const asked: number[] = []
  vi.stubGlobal('fetch', async (_url: string, init: { body: string }) => {
    const { items } = JSON.parse(init.body) as { items: { id: number }[] }
    asked.push(items.length)
    if (asked.length === 3) return new Response('{"kind":"unavailable","detail":"Later."}', { status: 503 })
    return Response.json({ items: items.map(({ id }) => outcome(id, 'done', true)), next: null })
  })
  const steps: number[] = []
  const items = Array.from({ length: portion * 2 + 5 }, (_, i) => ({ id: i + 1, version: 1 }))
  const { outcomes, error } = await changeAll(items, (done) => steps.push(done))
  expect(asked).toEqual([portion, portion, 5])
  expect(steps).toEqual([0, portion, portion * 2])
  expect(outcomes).toHaveLength(portion * 2)
  expect(error).toMatchObject({ kind: 'unavailable', message: 'Later.' })
})
