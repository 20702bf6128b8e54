import { t, tn } from '@i18n'
import { tx } from '@i18n/nodes'
import type { PluginInfo } from '@/lib/api/types'
import { IconAlertTriangle, IconCircleCheck } from '@/ui/icons'
import { Card } from '@/ui/page'
import { When } from '@/ui/when'
import { Diff } from './diff'
import classes from './plugins.module.css'
import { useFailures } from './queries'
import { hookWords } from './words'

const nothing = { capabilities: [], hosts: [], services: [], hooks: [], routes: [], keys: [] }

/** How it fares: what is the matter if something is, and its last failures. */
export function Health({ plugin }: { plugin: PluginInfo }) {
  const { data } = useFailures(plugin.id)
  const failures = data?.items ?? []
  if (plugin.state === 'available' && !plugin.error) return null
  return (
    <Card title={t('Health')}>
      <Verdict plugin={plugin} failed={failures.length > 0} />
      {plugin.storage.nearly_full && (
        <div className={classes.trouble} role="alert">
          <IconAlertTriangle size={18} aria-hidden="true" />
          <p className={classes.plain}>{t('It can keep hardly more. Delete what is old, or allow it more below.')}</p>
        </div>
      )}
      {failures.length > 0 && (
        <details className={classes.details}>
          <summary>{tn(failures.length, 'The last failure', 'The last {n} failures')}</summary>
          <ol className={classes.failures}>
            {failures.map(({ at, place, why, version, counted }) => (
              <li key={`${at} ${place}`}>
                <span>
                  {why} <span className={classes.code}>{place}</span>
                </span>
                <span className={classes.reason}>
                  <When at={at} />, {t('version {version}', { version })}
                  {counted ? '' : `, ${t('run into by a guest or customer')}`}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Card>
  )
}

function Verdict({ plugin, failed }: { plugin: PluginInfo; failed: boolean }) {
  const { state, error, stopped_at, must_agree, asks } = plugin
  if (state === 'stopped') {
    return (
      <div className={classes.trouble} role="alert">
        <IconAlertTriangle size={18} aria-hidden="true" />
        <div>
          <p className={classes.plain}>
            {tx('Switched off {when} after three failures within ten minutes. The last: {why}', {
              when: stopped_at && <When at={stopped_at} />,
              why: error,
            })}
          </p>
          {must_agree?.length ? (
            <p className={classes.plain}>
              {t(
                'It has to agree to these, so they are refused until you decide: {hooks}. Switch it on again, or leave it off to go on without it.',
                {
                  hooks: hookWords(must_agree),
                },
              )}
            </p>
          ) : (
            <p className={classes.plain}>{t('Its pages and keys are gone meanwhile; its data is where it was.')}</p>
          )}
        </div>
      </div>
    )
  }
  if (state === 'waiting') {
    return (
      <div className={classes.trouble} role="alert">
        <IconAlertTriangle size={18} aria-hidden="true" />
        <div>
          <p className={classes.plain}>{error}</p>
          <Diff diff={{ added: asks, removed: nothing }} powers={plugin.powers} />
        </div>
      </div>
    )
  }
  if (error) {
    return (
      <div className={classes.trouble} role="alert">
        <IconAlertTriangle size={18} aria-hidden="true" />
        <p className={classes.plain}>{error}</p>
      </div>
    )
  }
  return (
    <p className={classes.fine}>
      <IconCircleCheck size={18} aria-hidden="true" />
      {verdict(state, failed)}
    </p>
  )
}

/** What there is to say where nothing is the matter with it. */
function verdict(state: PluginInfo['state'], failed: boolean): string {
  if (state === 'held') return t('Off as long as Pegboard runs in safe mode.')
  if (state !== 'enabled') return t('It is off.')
  return failed ? t('It runs. Nothing has failed lately.') : t('It runs, and has not failed.')
}
