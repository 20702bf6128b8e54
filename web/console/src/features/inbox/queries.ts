import { t } from '@i18n'
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { ApiError } from '@/lib/api/client'
import { fetchTickets, fetchViews, type TicketFilter, takeTicket } from '@/lib/api/tickets'
import type { TicketRow } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'

const half = 30_000

const views = queryOptions({ queryKey: keys.views, queryFn: ({ signal }) => fetchViews(signal) })

const list = (filter: TicketFilter) =>
  infiniteQueryOptions({
    queryKey: keys.ticketList(filter),
    queryFn: ({ pageParam, signal }) => fetchTickets(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

/** Fetches what the inbox shows, before it is drawn; what fails is asked for again by the page. */
export const loadInbox = (client: QueryClient, filter: TicketFilter) =>
  Promise.all([client.prefetchQuery(views), client.prefetchInfiniteQuery(list(filter))])

export const useViews = () => useQuery({ ...views, refetchInterval: half })

export const useTicketList = (filter: TicketFilter) =>
  useInfiniteQuery({ ...list(filter), placeholderData: keepPreviousData, refetchInterval: half * 2 })

/** Takes a ticket from the list and says so; a colleague who was quicker is no error, but news. */
export function useTake() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (row: TicketRow) => takeTicket(row.id, row.version),
    onSuccess: (ticket) => {
      toast({ tone: 'success', text: t('#{id} is yours now.', { id: ticket.id }) })
      client.setQueryData(keys.ticket(ticket.id), ticket)
    },
    onError: (error) => {
      if (error instanceof ApiError && (error.kind === 'conflict' || error.kind === 'not_found')) {
        toast({ tone: 'warning', text: t('Somebody was quicker, or the ticket changed. The list is fresh again.') })
      } else toastError(error, t('Taking the ticket'))
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey: ['tickets', 'list'] })
      client.invalidateQueries({ queryKey: keys.views })
    },
  })
}
