import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fetchUnread, readNotices } from './api/notices'
import { keys } from './query'

/** How many notices wait to be read; the socket says when that changes. */
export function useUnread() {
  return useQuery({ queryKey: keys.unread, queryFn: fetchUnread, staleTime: 60_000 })
}

/** Who looks at a ticket has read the news about it, also those that come while it is open. */
export function useReadNotices(ticket: number) {
  const client = useQueryClient()
  const unread = useUnread().data?.n ?? 0
  useEffect(() => {
    if (unread === 0 || document.visibilityState !== 'visible') return
    // A failure leaves them unread, which is no harm.
    readNotices({ ticket }).then(
      () => client.invalidateQueries({ queryKey: keys.notices }),
      () => undefined,
    )
  }, [client, ticket, unread])
}
