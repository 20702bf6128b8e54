import { getRouteApi } from '@tanstack/react-router'
import { Organization } from '@/features/organizations/organization'

const route = getRouteApi('/organizations/$id')

export default function OrganizationRoute() {
  const { id } = route.useParams()
  return <Organization id={id} />
}
