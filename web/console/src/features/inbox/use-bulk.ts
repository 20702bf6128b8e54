import { t, tn } from '@i18n'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BulkChange, BulkOutcome, TicketRow } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'
import { changeAll, type Make, sentence, sumOf } from './bulk'

/** A ticket that was not changed, and why. */
export interface Refused {
  id: number
  subject: string
  outcome: BulkOutcome['outcome']
  detail: string
}

export interface Order {
  /** What is being done, for the notice when it fails: "Changing the status". */
  doing: string
  /** What to say of so many tickets when it worked. */
  said: (n: number) => string
  make: Make
}

/** Carries out one change on many tickets, says what happened to them, and offers to take it back. */
export function useBulk(keep: (ids: number[]) => void) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null)
  const [refused, setRefused] = useState<Refused[]>([])

  const carryOut = async (items: BulkChange[], subjects: Map<number, string>, doing: string) => {
    setRefused([])
    const { outcomes, error } = await changeAll(items, (done) => setProgress({ done, of: items.length }))
    setProgress(null)
    const sum = sumOf(outcomes)
    const left = sum.refused.map(({ id, outcome, detail }) => ({
      id,
      outcome,
      subject: subjects.get(id) ?? '',
      detail: detail ?? '',
    }))
    setRefused(left)
    keep(left.map(({ id }) => id))
    if (error) toastError(error, doing)
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.tickets }),
      client.invalidateQueries({ queryKey: keys.views }),
    ])
    return sum
  }

  const undo = async (items: BulkChange[], subjects: Map<number, string>) => {
    const sum = await carryOut(items, subjects, t('Undoing'))
    const said = (n: number) => tn(n, '{n} ticket is as before.', '{n} tickets are as before.')
    const text = sentence({ ...sum, undo: items.slice(0, sum.done) }, said)
    if (text) toast({ tone: sum.refused.length > 0 ? 'warning' : 'success', text })
  }

  const run = async (rows: TicketRow[], { doing, said, make }: Order) => {
    const subjects = new Map(rows.map(({ id, subject }) => [id, subject]))
    const items = rows.map((row) => ({ id: row.id, version: row.version, ...make(row) }))
    const sum = await carryOut(items, subjects, doing)
    const text = sentence(sum, said)
    if (!text) return
    const action = sum.undo.length > 0 ? { label: t('Undo'), run: () => void undo(sum.undo, subjects) } : undefined
    toast({ tone: sum.refused.length > 0 ? 'warning' : 'success', text, action })
  }

  return { run, progress, refused, forget: () => setRefused([]) }
}
