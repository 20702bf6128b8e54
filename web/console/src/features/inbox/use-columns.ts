import type { SurfaceDoc, Table } from '@blocks/model'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fetchSurface } from '@/lib/api/surfaces'
import type { Page, TicketRow } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { nameOf, useColumnChoice } from './column-choice'

/** A plugin's word on one ticket of a list. */
export interface Cell {
  key: string
  title: string
  as: Table['columns'][number]['as']
  value: Table['rows'][number]['cells'][string]
}

export interface Columns {
  /** Those that say something about any ticket of the list, in the person's order. */
  names: string[]
  cells: Map<number, Cell[]>
}

/** What plugins say about the tickets of a list: each is asked once for each page of it. Null where they say nothing. */
export function useColumns(pages: Page<TicketRow>[] | undefined): Columns | null {
  const columns = useColumnChoice()
    .all.filter(({ on }) => on)
    .map(({ column }) => column)
  const asked = (pages ?? []).flatMap(({ items }) =>
    items.length === 0 ? [] : columns.map((column) => ({ column, tickets: items.map(({ id }) => id).join(',') })),
  )
  const answers = useQueries({
    queries: asked.map(({ column: { plugin, surface }, tickets }) => ({
      queryKey: [...keys.surfaces, plugin, surface, {}, { tickets }],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchSurface(plugin, surface, { tickets }, signal),
      staleTime: 30_000,
      retry: false,
    })),
    combine: (results) => results.map(({ data }) => data),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked changes with the answers
  return useMemo(() => {
    const cells = new Map<number, Cell[]>()
    for (const [i, { column }] of asked.entries()) put(cells, column.title, nameOf(column), answers[i])
    const said = new Set([...cells.values()].flatMap((list) => list.map(({ key }) => key)))
    return said.size > 0 ? { names: columns.map(nameOf).filter((name) => said.has(name)), cells } : null
  }, [answers, columns.map(nameOf).join()])
}

/** A column's document is one table, whose rows are named by the tickets' numbers. */
export function put(out: Map<number, Cell[]>, title: string, key: string, doc: SurfaceDoc | undefined) {
  const table = doc?.blocks.find((block): block is Table => block.type === 'table')
  const first = table?.columns[0]
  if (!table || !first) return
  for (const { id, cells } of table.rows) {
    const value = cells[first.key]
    if (value === null || value === undefined) continue
    const ticket = Number(id)
    out.set(ticket, [...(out.get(ticket) ?? []), { key, title, as: first.as, value }])
  }
}
