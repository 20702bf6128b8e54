import { getRouteApi } from '@tanstack/react-router'
import { Audit } from '@/features/audit/audit'

const route = getRouteApi('/audit')

export default function AuditRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return <Audit search={search} onSearch={(next) => navigate({ search: next as never, replace: true })} />
}
