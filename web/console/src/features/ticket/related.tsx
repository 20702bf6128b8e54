import { t } from '@i18n'
import { ActionIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { relateTicket, unrelateTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { IconLink, IconLinkOff } from '@/ui/icons'
import { Picker } from '@/ui/picker'
import { StatusPill } from '@/ui/status'
import { Section } from './aside'
import classes from './aside.module.css'
import type { Changer } from './queries'
import { findTickets } from './ticket-choices'

interface Props {
  ticket: Ticket
  change: Changer
}

export function Related({ ticket, change }: Props) {
  const { id, related, abilities } = ticket
  if (related.length === 0 && !abilities.relate) return null
  return (
    <Section title={t('Related tickets')}>
      <ul className={classes.people}>
        {related.map((other) => (
          <li key={other.id} className={classes.related}>
            <Link
              className={`pb-link ${classes.relatedLink}`}
              to="/tickets/$id"
              params={{ id: other.id }}
              title={other.subject}
            >
              #{other.id} {other.subject}
            </Link>
            <StatusPill status={other.status} />
            {abilities.relate && (
              <ActionIcon
                size={26}
                variant="subtle"
                color="gray"
                c="dimmed"
                aria-label={t('Take away the relation to ticket {id}', { id: other.id })}
                onClick={() =>
                  change({ doing: t('Taking away the relation'), run: () => unrelateTicket(id, other.id) })
                }
              >
                <IconLinkOff size={15} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {abilities.relate && (
        <Picker
          look="add"
          label={t('Relate a ticket')}
          name={['tickets', 'relate']}
          find={(q) => findTickets(q, id)}
          nothing={t('No ticket found')}
          onPick={({ value }) =>
            change({ doing: t('Relating the ticket'), run: () => relateTicket(id, Number(value)) })
          }
        >
          <IconLink size={15} /> {t('Relate a ticket')}
        </Picker>
      )}
    </Section>
  )
}
