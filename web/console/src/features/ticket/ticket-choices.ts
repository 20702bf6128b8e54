import { fetchTicket, fetchTickets } from '@/lib/api/tickets'
import type { Choice } from '@/ui/picker'

/** Tickets to choose from: by number, or by what they say; never the one at hand. */
export async function findTickets(q: string, except: number): Promise<Choice[]> {
  const number = /^#?(\d+)$/.exec(q)?.[1]
  const exact = number ? await fetchTicket(Number(number)).catch(() => null) : null
  const page = await fetchTickets({ view: 'all', q: number ? undefined : q || undefined }, null)
  const found = exact ? [exact, ...page.items.filter(({ id }) => id !== exact.id)] : page.items
  return found
    .filter(({ id }) => id !== except)
    .slice(0, 20)
    .map((ticket) => ({ value: String(ticket.id), label: `#${ticket.id} ${ticket.subject}` }))
}
