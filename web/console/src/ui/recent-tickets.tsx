import { t } from '@i18n'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchTickets, type TicketFilter } from '@/lib/api/tickets'
import { keys } from '@/lib/query'
import { IconInbox } from './icons'
import { Card } from './page'
import classes from './recent-tickets.module.css'
import { ErrorState, Loading, State } from './states'
import { StatusPill } from './status'
import { When } from './when'

const few = 6

/** The tickets of a person or an organization that changed last, and the way to all of them. */
export function RecentTickets({ of }: { of: Pick<TicketFilter, 'requester' | 'assignee' | 'organization'> }) {
  const filter = { view: 'all', snoozed: 'too', ...of }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...keys.tickets, 'recent', filter],
    queryFn: ({ signal }) => fetchTickets(filter, null, signal, few),
  })
  const items = data?.items ?? []
  return (
    <Card title={t('Tickets')}>
      {isPending && <Loading lines={3} label={t('Loading tickets')} />}
      {error && !data && <ErrorState compact error={error} what={t('The tickets')} retry={() => refetch()} />}
      {data && items.length === 0 && <State compact icon={<IconInbox />} title={t('No tickets yet')} />}
      <ul className={classes.list}>
        {items.map((row) => (
          <li key={row.id} className={classes.row}>
            <Link to="/tickets/$id" params={{ id: row.id }} className={classes.subject}>
              {row.subject}
            </Link>
            <StatusPill status={row.status} />
            <span className={classes.facts}>
              #{row.id} · {!of.requester && row.requester ? `${row.requester.name} · ` : ''}
              <When at={row.updated_at} />
            </span>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <Link className="pb-link" to="/inbox" search={{ view: 'all', ...of }}>
          {of.organization ? t('All tickets of this organization') : t('All tickets of this person')}
        </Link>
      )}
    </Card>
  )
}
