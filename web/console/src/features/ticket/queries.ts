import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { fetchActivities, fetchTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'

const ticket = (id: number) =>
  queryOptions({ queryKey: keys.ticket(id), queryFn: ({ signal }) => fetchTicket(id, signal) })

/** Fetches a ticket before its page is drawn; what fails is asked for again by the page. */
export const loadTicket = (client: QueryClient, id: number) => client.prefetchQuery(ticket(id))

export const useTicket = (id: number) => useQuery({ ...ticket(id), refetchInterval: 45_000 })

export function useActivities(id: number, enabled: boolean) {
  return useQuery({ queryKey: keys.activities(id), queryFn: () => fetchActivities(id), enabled })
}

export interface Change {
  /** What is being done, for the notice when it fails: "Changing the status". */
  doing: string
  /** What to say when it worked; nothing where the page shows it by itself. */
  done?: string
  /** Gets the version that the person was looking at. */
  run: (version: number) => Promise<Ticket | undefined>
  /** Shown at once, and taken back if the server says no. */
  optimistic?: Partial<Ticket>
}

/** The one way to change a ticket: at once where asked, rolled back when refused, and told apart when somebody else was first. */
export function useTicketChange(id: number) {
  const client = useQueryClient()
  const [conflict, setConflict] = useState<{ doing: string; message: string } | null>(null)
  const key = keys.ticket(id)
  const mutation = useMutation({
    mutationFn: (change: Change) => change.run(client.getQueryData<Ticket>(key)?.version ?? 0),
    onMutate: async (change: Change) => {
      const before = client.getQueryData<Ticket>(key)
      if (change.optimistic && before) {
        await client.cancelQueries({ queryKey: key, exact: true })
        client.setQueryData(key, { ...before, ...change.optimistic })
      }
      return { before }
    },
    onSuccess: (ticket, change) => {
      setConflict(null)
      if (ticket) client.setQueryData<Ticket>(key, (old) => ({ ...old, ...ticket }))
      if (change.done) toast({ tone: 'success', text: change.done })
    },
    onError: (error, change, context) => {
      if (context?.before && change.optimistic) client.setQueryData(key, context.before)
      if (error instanceof ApiError && error.kind === 'conflict') {
        setConflict({ doing: change.doing, message: error.message })
      } else toastError(error, change.doing)
    },
    onSettled: (_ticket, error) => {
      if (error) client.invalidateQueries({ queryKey: key, exact: true })
      client.invalidateQueries({ queryKey: keys.activities(id) })
      client.invalidateQueries({ queryKey: ['tickets', 'list'] })
      client.invalidateQueries({ queryKey: keys.views })
    },
  })
  return { change: mutation.mutate, busy: mutation.isPending, conflict, forgetConflict: () => setConflict(null) }
}

export type Changer = (change: Change) => void
