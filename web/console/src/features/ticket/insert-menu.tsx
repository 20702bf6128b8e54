import { type Insert, type InsertOpen, InsertMenu as Inserts } from '@blocks/inserts'
import type { Ticket } from '@/lib/api/types'

interface Props {
  ticket: Ticket
  open: InsertOpen
  onOpen: (open: InsertOpen) => void
  onInsert: (insert: Insert) => void
}

/** What plugins offer to put into the answer. */
export function InsertMenu({ ticket, onInsert, ...rest }: Props) {
  return (
    <Inserts
      {...rest}
      places={ticket.inserts ?? []}
      context={{ ticket: String(ticket.id) }}
      onInsert={(insert) => {
        rest.onOpen(null)
        onInsert(insert)
      }}
    />
  )
}
