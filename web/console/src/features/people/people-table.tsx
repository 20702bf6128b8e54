import { t } from '@i18n'
import { Link } from '@tanstack/react-router'
import type { User } from '@/lib/api/types'
import { Avatar } from '@/ui/person'
import { Pill } from '@/ui/pill'
import { When } from '@/ui/when'
import classes from './people.module.css'

export function PeopleTable({ people }: { people: User[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col" className={classes.wide}>
            {t('Name')}
          </th>
          <th scope="col">{t('Roles')}</th>
          <th scope="col" data-col="teams">
            {t('Teams')}
          </th>
          <th scope="col" data-col="seen">
            {t('Last seen')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} person={person} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ person }: { person: User }) {
  return (
    <tr data-off={person.disabled || undefined}>
      <td>
        <div className={classes.name}>
          <Avatar name={person.name} size="md" />
          <div className={classes.words}>
            <Link to="/people/$id" params={{ id: person.id }} className={classes.link}>
              {person.name}
            </Link>
            <span className={classes.mail}>{person.email}</span>
          </div>
        </div>
      </td>
      <td>
        <span className={classes.pills}>
          {person.disabled && <Pill tone="danger">{t('Disabled')}</Pill>}
          {person.roles.map((role) => (
            <Pill key={role.slug} tone={person.kind === 'employee' ? 'accent' : 'neutral'}>
              {role.name}
            </Pill>
          ))}
          {person.roles.length === 0 && !person.disabled && (
            <span className={classes.muted}>{person.kind === 'user' ? t('Customer') : t('No role')}</span>
          )}
        </span>
      </td>
      <td data-col="teams">
        {person.teams.length > 0 ? (
          person.teams.map(({ name }) => name).join(', ')
        ) : (
          <span className={classes.muted}>{person.organization?.name ?? '–'}</span>
        )}
      </td>
      <td data-col="seen" className={classes.muted}>
        {person.last_seen_at ? <When at={person.last_seen_at} /> : t('Never')}
      </td>
    </tr>
  )
}
