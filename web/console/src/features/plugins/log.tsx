import { t } from '@i18n'
import type { PluginInfo, PluginLogLine } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { Card } from '@/ui/page'
import { ErrorState, Loading } from '@/ui/states'
import classes from './plugins.module.css'
import { useLog } from './queries'

/** What it wrote down since this node started, the newest first. */
export function Log({ plugin }: { plugin: PluginInfo }) {
  const { data, error, refetch } = useLog(plugin.id)
  const lines = [...(data?.items ?? [])].reverse()
  return (
    <Card title={t('Log')}>
      {!data && !error && <Loading lines={3} label={t('Loading the log')} />}
      {!data && error && <ErrorState compact error={error} what={t('The log')} retry={() => refetch()} />}
      {data && lines.length === 0 && (
        <p className={classes.reason}>{t('Nothing since Pegboard was started on the node that answered.')}</p>
      )}
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        <section className={classes.log} aria-label={t('Lines of the log, newest first')} tabIndex={0}>
          {lines.map((line) => (
            <Line key={line.seq} line={line} />
          ))}
        </section>
      )}
    </Card>
  )
}

function Line({ line: { at, level, text } }: { line: PluginLogLine }) {
  return (
    <p className={classes.logLine} data-level={level}>
      <time dateTime={at}>{dateTime(at)}</time> <span className={classes.level}>{level}</span> {text}
    </p>
  )
}
