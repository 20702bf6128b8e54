import { t } from '@i18n'
import type { Activity as Entry } from '@/lib/api/types'
import { IconHistory } from '@/ui/icons'
import { ErrorState, Loading, State } from '@/ui/states'
import { When } from '@/ui/when'
import classes from './activity.module.css'
import { describe } from './describe'
import { useActivities } from './queries'

/** What happened to the ticket, newest first. */
export function Activity({ id }: { id: number }) {
  const { data, error, isPending, refetch } = useActivities(id, true)
  if (isPending) return <Loading lines={6} label={t('Loading the activity')} />
  if (!data) return <ErrorState error={error} what={t('The activity')} retry={() => refetch()} />
  if (data.items.length === 0) return <State icon={<IconHistory />} title={t('Nothing happened yet')} />
  const entries = [...data.items].sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id)
  return (
    <ol className={classes.list} aria-label={t('Activity')}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.entry}>
          <span className={classes.text}>
            <Who entry={entry} /> {describe(entry)}
          </span>
          <span className={classes.when}>
            <When at={entry.at} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Who({ entry }: { entry: Entry }) {
  return <strong className={classes.who}>{entry.actor?.name ?? entry.plugin ?? 'Pegboard'}</strong>
}
