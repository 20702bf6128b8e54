import { getRouteApi } from '@tanstack/react-router'
import { Role } from '@/features/roles/role'

const route = getRouteApi('/roles/$slug')

export default function RoleRoute() {
  const { slug } = route.useParams()
  return <Role slug={slug} />
}
