import { t } from '@i18n'
import { Link } from '@tanstack/react-router'
import type { Ticket } from '@/lib/api/types'
import { useMe } from '@/lib/session'
import { IconBuilding, IconMail } from '@/ui/icons'
import { Person } from '@/ui/person'
import { Section } from './aside'
import classes from './aside.module.css'

export function Requester({ ticket }: { ticket: Ticket }) {
  const me = useMe()
  const { requester, organization } = ticket
  if (!requester) return null
  const person = <Person name={requester.name} size="md" />
  return (
    <Section title={t('Requester')}>
      <div className={classes.requester}>
        {me.abilities.people ? (
          <Link
            className={classes.relatedLink}
            to="/people/$id"
            params={{ id: requester.id }}
            style={{ color: 'inherit' }}
          >
            {person}
          </Link>
        ) : (
          person
        )}
        {requester.email && (
          <span className={classes.value}>
            <IconMail size={16} aria-hidden="true" className={classes.muted} />
            <a className="pb-link" href={`mailto:${requester.email}`}>
              {requester.email}
            </a>
          </span>
        )}
        {organization && (
          <span className={classes.value}>
            <IconBuilding size={16} aria-hidden="true" className={classes.muted} />
            {me.keys['people.org.view'] ? (
              <Link className="pb-link" to="/organizations/$id" params={{ id: organization.id }}>
                {organization.name}
              </Link>
            ) : (
              organization.name
            )}
          </span>
        )}
        {ticket.cc.length > 0 && (
          <span>
            <span className={classes.muted}>{t('Copied in:')} </span>
            {ticket.cc.map(({ name }) => name).join(', ')}
          </span>
        )}
        <Link className="pb-link" to="/inbox" search={{ view: 'all', requester: String(requester.id) }}>
          {t('All tickets of this person')}
        </Link>
      </div>
    </Section>
  )
}
