import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TicketRow } from '@/lib/api/types'

const none: ReadonlySet<number> = new Set()

/** The set with these numbers in it, or without them. */
export function withAll(before: ReadonlySet<number>, ids: number[], on: boolean): ReadonlySet<number> {
  const after = new Set(before)
  for (const id of ids) {
    if (on) after.add(id)
    else after.delete(id)
  }
  return after
}

/** What stands between two places of a list, both included, whichever comes first. */
export function between<T>(list: T[], a: number, b: number): T[] {
  return list.slice(Math.min(a, b), Math.max(a, b) + 1)
}

/**
 * Which tickets of a list are selected. What leaves the list is selected no
 * more, and another list begins with nothing selected.
 */
export function useSelection(rows: TicketRow[], list: string) {
  const [ids, setIds] = useState(none)
  const latest = useRef(rows)
  latest.current = rows
  const anchor = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another selection
  useEffect(() => {
    setIds(none)
    anchor.current = null
  }, [list])
  /** Turns one over; a range goes from the one turned over last, and becomes what this one becomes. */
  const toggle = useCallback((index: number, range: boolean) => {
    const row = latest.current[index]
    if (!row) return
    const from = range ? latest.current.findIndex(({ id }) => id === anchor.current) : -1
    const meant = between(latest.current, from < 0 ? index : from, index).map(({ id }) => id)
    anchor.current = row.id
    setIds((before) => withAll(before, meant, !before.has(row.id)))
  }, [])
  const selected = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids])
  return {
    ids,
    selected,
    toggle,
    all: () => setIds(new Set(rows.map(({ id }) => id))),
    keep: (some: number[]) => setIds(new Set(some)),
    clear: () => setIds(none),
  }
}

export type Selection = ReturnType<typeof useSelection>
