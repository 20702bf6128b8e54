import { getRouteApi } from '@tanstack/react-router'
import { Ticket } from '@/features/ticket/ticket'

export { loadTicket as load } from '@/features/ticket/queries'

const route = getRouteApi('/tickets/$id')

export default function TicketRoute() {
  const { id } = route.useParams()
  return <Ticket id={id} />
}
