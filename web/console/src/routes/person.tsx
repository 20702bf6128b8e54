import { getRouteApi } from '@tanstack/react-router'
import { Person } from '@/features/people/person'

const route = getRouteApi('/people/$id')

export default function PersonRoute() {
  const { id } = route.useParams()
  return <Person id={id} />
}
