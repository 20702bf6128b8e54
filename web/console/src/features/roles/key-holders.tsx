import { t, tn } from '@i18n'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchKeyHolders } from '@/lib/api/access'
import type { Scope } from '@/lib/api/types'
import { date } from '@/lib/format'
import { keys } from '@/lib/query'
import { ErrorState, Loading } from '@/ui/states'
import classes from './role.module.css'
import { scopeNames } from './setting'

/** Everybody who holds a key now: by which role and how far, or personally. */
export function KeyHolders({ name, scoped }: { name: string; scoped: boolean }) {
  const { data, error, isPending } = useQuery({ queryKey: keys.holders(name), queryFn: () => fetchKeyHolders(name) })
  if (isPending) return <Loading lines={2} label={t('Loading who holds it')} />
  if (!data) return <ErrorState compact error={error} what={t('This')} />
  const reach = (scope: string) => (scoped ? `, ${scopeNames[scope as Scope].toLowerCase()}` : '')
  return (
    <ul className={classes.holders}>
      {data.roles.map((role) => (
        <li key={role.slug}>
          <Link className="pb-link" to="/roles/$slug" params={{ slug: role.slug }}>
            {role.name}
          </Link>{' '}
          ({role.implicit ? t('held without being given') : tn(role.holders, '{n} person', '{n} people')}
          {reach(role.scope)})
        </li>
      ))}
      {data.people.map(({ person, scope, reason, expires_at }) => (
        <li key={person.id}>
          <Link className="pb-link" to="/people/$id" params={{ id: person.id }}>
            {person.name}
          </Link>{' '}
          ({t('personally')}
          {reach(scope)}
          {expires_at && `, ${t('until {date}', { date: date(expires_at) })}`}
          {reason && `: ${reason}`})
        </li>
      ))}
      {data.roles.length === 0 && data.people.length === 0 && <li>{t('Nobody.')}</li>}
    </ul>
  )
}
