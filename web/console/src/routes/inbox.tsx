import { getRouteApi } from '@tanstack/react-router'
import { Inbox } from '@/features/inbox/inbox'

const route = getRouteApi('/inbox')

export default function InboxRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Inbox
      filter={{ ...search, view: search.view ?? 'open' }}
      onChange={(change) => navigate({ search: { ...search, ...change }, replace: true })}
    />
  )
}
