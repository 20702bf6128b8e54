import { t } from '@i18n'
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
      <State icon={<IconCircleCheck />} title={t('Nothing here')}>
        {t('No ticket is in this view right now. New ones appear by themselves.')}
      </State>
    )
  }
  return (
    <State
      icon={<IconSearch />}
      title={t('No ticket fits')}
      actions={
        <>
          {filter.view !== 'all' && (
            <Button component={Link} to="/inbox" search={{ ...filter, view: 'all' } as never} variant="default">
              {t('Look in all tickets')}
            </Button>
          )}
          <Button component={Link} to="/inbox" search={{ view: filter.view } as never} variant="subtle">
            {t('Clear the filters')}
          </Button>
        </>
      }
    >
      {t('Nothing in this view matches the search and filters above.')}
    </State>
  )
}
