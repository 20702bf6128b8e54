import { getRouteApi } from '@tanstack/react-router'
import { People } from '@/features/people/people'

const route = getRouteApi('/people')

export default function PeopleRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return <People search={search} onSearch={(next) => navigate({ search: next as never, replace: true })} />
}
