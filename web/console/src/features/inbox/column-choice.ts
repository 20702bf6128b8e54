import { useMemo, useSyncExternalStore } from 'react'
import type { PluginPage } from '@/lib/api/types'
import { useMe } from '@/lib/session'

// Which columns of plugins a person wants in lists of tickets, and in which order;
// kept in this browser for each person.

export interface Choice {
  /** Names of columns, first to last; what is not among them comes after them. */
  order: string[]
  off: string[]
}

const none: Choice = { order: [], off: [] }
const listeners = new Set<() => void>()
const place = (person: number) => `pegboard.columns.${person}`

export const nameOf = ({ plugin, surface }: PluginPage) => `${plugin}/${surface}`

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function read(person: number): string | null {
  try {
    return localStorage.getItem(place(person))
  } catch {
    return null
  }
}

function write(person: number, choice: Choice) {
  try {
    localStorage.setItem(place(person), JSON.stringify(choice))
  } catch {
    // Stays as it is where storage is refused.
  }
  for (const listener of listeners) listener()
}

/** What was kept, whatever may stand there by now. */
export function parse(kept: string | null): Choice {
  try {
    const { order, off } = JSON.parse(kept ?? '{}') as Partial<Choice>
    const names = (list: unknown) => (Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [])
    return { order: names(order), off: names(off) }
  } catch {
    return none
  }
}

/** The columns in the person's order, each with whether it is shown. */
export function arrange<T extends PluginPage>(columns: T[], { order, off }: Choice): { column: T; on: boolean }[] {
  const at = (column: T) => (order.includes(nameOf(column)) ? order.indexOf(nameOf(column)) : order.length)
  return columns.toSorted((a, b) => at(a) - at(b)).map((column) => ({ column, on: !off.includes(nameOf(column)) }))
}

/** Moves one column by so many places. */
export function moved<T>(list: T[], from: number, by: number): T[] {
  const out = [...list]
  const [taken] = out.splice(from, 1)
  if (taken !== undefined) out.splice(Math.max(0, from + by), 0, taken)
  return out
}

export function useColumnChoice() {
  const me = useMe()
  const person = me.user.id
  const kept = useSyncExternalStore(subscribe, () => read(person))
  const columns = me.columns
  const all = useMemo(() => arrange(columns ?? [], parse(kept)), [columns, kept])
  const keep = (list: typeof all) =>
    write(person, {
      order: list.map(({ column }) => nameOf(column)),
      off: list.filter(({ on }) => !on).map(({ column }) => nameOf(column)),
    })
  return { all, keep }
}
