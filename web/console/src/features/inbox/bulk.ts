import { tn } from '@i18n'
import { changeTickets } from '@/lib/api/tickets'
import type { BulkChange, BulkOutcome, TicketRow } from '@/lib/api/types'

/** How many tickets go in one request: few enough to see it move. */
export const portion = 20

/** What a change is for each ticket, beside its number and version. */
export type Make = (row: TicketRow) => Omit<BulkChange, 'id' | 'version'>

export interface Done {
  outcomes: BulkOutcome[]
  /** What ended it early; the outcomes are those until then. */
  error?: unknown
}

/** Changes tickets a portion at a time, and tells after each how many are through. */
export async function changeAll(items: BulkChange[], onProgress: (done: number) => void): Promise<Done> {
  const outcomes: BulkOutcome[] = []
  for (let at = 0; at < items.length; at += portion) {
    onProgress(at)
    try {
      outcomes.push(...(await changeTickets(items.slice(at, at + portion))).items)
    } catch (error) {
      return { outcomes, error }
    }
  }
  return { outcomes }
}

export interface Sum {
  done: number
  unchanged: number
  refused: BulkOutcome[]
  undo: BulkChange[]
}

/** Adds up what became of many tickets. */
export function sumOf(outcomes: BulkOutcome[]): Sum {
  const sum: Sum = { done: 0, unchanged: 0, refused: [], undo: [] }
  for (const outcome of outcomes) {
    if (outcome.outcome === 'done') sum.done += 1
    else if (outcome.outcome === 'unchanged') sum.unchanged += 1
    else sum.refused.push(outcome)
    if (outcome.undo) sum.undo.push(outcome.undo)
  }
  return sum
}

/** What happened, in a sentence or three. */
export function sentence({ done, unchanged, refused, undo }: Sum, said: (n: number) => string): string {
  const parts: string[] = []
  if (done > 0) parts.push(said(done))
  if (unchanged > 0) parts.push(tn(unchanged, '{n} ticket was so already.', '{n} tickets were so already.'))
  if (refused.length > 0)
    parts.push(tn(refused.length, '{n} ticket was left as it is.', '{n} tickets were left as they are.'))
  const gone = done - undo.length
  if (gone > 0) parts.push(tn(gone, '{n} ticket went out of your sight.', '{n} tickets went out of your sight.'))
  return parts.join(' ')
}

type Ability = 'status' | 'priority' | 'tags' | 'transfer' | 'assign' | 'snooze'

/** Whether every one of the tickets allows something; of none, nothing. */
export const allow = (rows: TicketRow[], ability: Ability) =>
  rows.length > 0 && rows.every(({ abilities }) => abilities[ability])

/** Whether the reader can have all of them: given by right, or taken where nobody has it. */
export const allowMine = (rows: TicketRow[]) =>
  rows.length > 0 && rows.every((row) => row.abilities.assign || row.abilities.take)

/** Tickets that stand for the others when asking who or which team can get them: one of each team. */
export function samples(rows: TicketRow[]): TicketRow[] {
  const byTeam = new Map(rows.map((row) => [row.team?.id, row]))
  return [...byTeam.values()].slice(0, 5)
}

/** What stands in all of the lists, in the order of the first. */
export function common<T extends { id: number }>(lists: T[][]): T[] {
  const [first = [], ...others] = lists
  return first.filter(({ id }) => others.every((list) => list.some((item) => item.id === id)))
}
