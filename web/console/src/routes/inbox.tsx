import type { QueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { InboxSearch } from '@/app/router'
import { Inbox } from '@/features/inbox/inbox'
import { loadInbox } from '@/features/inbox/queries'

const route = getRouteApi('/inbox')
const filterOf = (search: InboxSearch) => ({ ...search, view: search.view ?? 'open' })

export const load = (client: QueryClient, search: InboxSearch) => loadInbox(client, filterOf(search))

export default function InboxRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Inbox
      filter={filterOf(search)}
      onChange={(change) => navigate({ search: { ...search, ...change }, replace: true })}
    />
  )
}
