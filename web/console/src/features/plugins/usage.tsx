import { t, tn } from '@i18n'
import { Fragment } from 'react'
import type { PluginHour, PluginInfo } from '@/lib/api/types'
import { bytes, dateTimeShort, number } from '@/lib/format'
import { Card } from '@/ui/page'
import classes from './plugins.module.css'
import { useHours } from './queries'

const hour = 3_600_000

/** What it used in the last day. */
export function Usage({ plugin: { id, usage, measures } }: { plugin: PluginInfo }) {
  const { data } = useHours(id)
  const each = usage.calls > 0 ? usage.ms / usage.calls : 0
  const facts: [string, string][] = [
    [t('Calls'), number(usage.calls)],
    [t('calls|Failed'), number(usage.errors)],
    [t('Time in each'), `${number(each, { maximumFractionDigits: 1 })} ms`],
    [t('Time in all'), `${number(usage.ms / 1000, { maximumFractionDigits: 1 })} s`],
    [t('Asked of Pegboard'), number(usage.host_calls)],
    [t('Memory now'), bytes(usage.memory)],
    [t('Most at once'), bytes(usage.peak_memory)],
  ]
  return (
    <Card title={t('Usage in the last day')}>
      <dl className={classes.stats}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Hours items={data?.items ?? []} />
      <Measures items={measures ?? []} />
    </Card>
  )
}

/** What it counts itself. */
function Measures({ items }: { items: NonNullable<PluginInfo['measures']> }) {
  if (items.length === 0) return null
  return (
    <>
      <h3 className={classes.listTitle}>{t('What it counts itself, since the server started')}</h3>
      <dl className={classes.facts}>
        {items.map(({ name, value }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{number(value)}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  )
}

/** Calls by the hour, a bar for each of the last 24. */
function Hours({ items }: { items: PluginHour[] }) {
  const now = Math.floor(Date.now() / hour)
  const at = new Map(items.map((item) => [Math.floor(Date.parse(item.at) / hour), item]))
  const hours = Array.from({ length: 24 }, (_, i) => ({ key: now - 23 + i, item: at.get(now - 23 + i) }))
  const most = Math.max(1, ...items.map((item) => item.calls))
  if (items.length === 0) return null
  return (
    <ol className={classes.hours} aria-label={t('Calls by the hour')}>
      {hours.map(({ key, item }) => {
        const words = `${dateTimeShort(new Date(key * hour).toISOString())}: ${tn(item?.calls ?? 0, '{n} call', '{n} calls')}${item?.errors ? `, ${tn(item.errors, '{n} failed', '{n} failed')}` : ''}`
        return (
          <li key={key} title={words}>
            <span
              className={classes.bar}
              data-failed={!!item?.errors || undefined}
              style={{ height: `${((item?.calls ?? 0) / most) * 100}%` }}
            />
            <span className={classes.hidden}>{words}</span>
          </li>
        )
      })}
    </ol>
  )
}
