import { t, tn } from '@i18n'
import { Link } from '@tanstack/react-router'
import type { View } from '@/lib/api/types'
import { number } from '@/lib/format'
import { Loading } from '@/ui/states'
import { useViews } from './queries'
import classes from './views.module.css'

const groups: [View['audience'], string][] = [
  ['system', t('Views')],
  ['own', t('My views')],
  ['team', t('Team views')],
  ['shared', t('Shared views')],
]

/** The saved filters with how many tickets each holds. */
export function Views({ current }: { current: string }) {
  const { data, isPending } = useViews()
  if (isPending) return <Loading lines={7} label={t('Loading views')} />
  const items = data?.items ?? []
  return (
    <nav className={classes.views} aria-label={t('Ticket views')}>
      {groups.map(([audience, title]) => {
        const views = items.filter((view) => view.audience === audience)
        if (views.length === 0) return null
        return (
          <section key={audience}>
            <h2 className={classes.title}>{title}</h2>
            <ul className={classes.list}>
              {views.map((view) => (
                <li key={view.id}>
                  <ViewLink view={view} current={current} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}

function ViewLink({ view, current }: { view: View; current: string }) {
  const id = String(view.id)
  return (
    <Link
      to="/inbox"
      search={{ view: id }}
      className={classes.link}
      data-current={id === current || undefined}
      aria-current={id === current ? 'page' : undefined}
      activeProps={{ 'aria-current': id === current ? 'page' : undefined }}
    >
      <span className={classes.name}>
        {view.name}
        {view.team && <span className={classes.team}>{view.team.name}</span>}
      </span>
      {view.count && <Count n={view.count.n} more={view.count.more} />}
    </Link>
  )
}

function Count({ n, more }: { n: number; more: boolean }) {
  return (
    <span className={classes.count}>
      <span aria-hidden="true">
        {number(n)}
        {more && '+'}
      </span>
      <span className="pb-hidden">
        {more ? tn(n, 'More than {n} ticket', 'More than {n} tickets') : tn(n, '{n} ticket', '{n} tickets')}
      </span>
    </span>
  )
}
