import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { TicketFilter } from '@/lib/api/tickets'
import { IconCircleCheck, IconSearch } from '@/ui/icons'
import { State } from '@/ui/states'

/** Nothing in the list: either a clear desk, or filters that leave nothing over. */
export function EmptyList({ filter }: { filter: TicketFilter }) {
  const narrowed = filter.q || filter.status || filter.priority || filter.assignee || filter.tag || filter.requester
  if (!narrowed) {
    return (
      <State icon={<IconCircleCheck />} title="Nothing here">
        No ticket is in this view right now. New ones appear by themselves.
      </State>
    )
  }
  return (
    <State
      icon={<IconSearch />}
      title="No ticket fits"
      actions={
        <>
          {filter.view !== 'all' && (
            <Button component={Link} to="/inbox" search={{ ...filter, view: 'all' } as never} variant="default">
              Look in all tickets
            </Button>
          )}
          <Button component={Link} to="/inbox" search={{ view: filter.view } as never} variant="subtle">
            Clear the filters
          </Button>
        </>
      }
    >
      Nothing in this view matches the search and filters above.
    </State>
  )
}
