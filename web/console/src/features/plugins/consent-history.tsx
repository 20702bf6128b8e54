import { t, tn } from '@i18n'
import { tx } from '@i18n/nodes'
import type { PluginConsent, PluginInfo } from '@/lib/api/types'
import { ErrorState, Loading } from '@/ui/states'
import { When } from '@/ui/when'
import { Diff } from './diff'
import classes from './plugins.module.css'
import { useConsents } from './queries'

/** Who did what, in words. */
function act({ act, by_name, version }: PluginConsent) {
  const values = { name: <strong>{by_name}</strong>, version }
  if (act === 'upgraded') return tx('{name} upgraded it to {version}', values)
  if (act === 'rolled_back') return tx('{name} went back to {version}', values)
  return tx('{name} enabled {version}', values)
}

/** Who let it do this, and when: the newest first, the rest folded. */
export function ConsentHistory({ plugin }: { plugin: PluginInfo }) {
  const { data, error, refetch } = useConsents(plugin.id)
  if (error && !data) return <ErrorState compact error={error} what={t('The consents')} retry={() => refetch()} />
  if (!data) return <Loading lines={2} label={t('Loading the consents')} />
  const [last, ...earlier] = data.items ?? []
  return (
    <section className={classes.consents}>
      <h3 className={classes.listTitle}>{t('Who consented')}</h3>
      {last ? <Line consent={last} /> : <p className={classes.reason}>{t('Nobody yet: it was never enabled.')}</p>}
      {earlier.length > 0 && (
        <details className={classes.details}>
          <summary>{tn(earlier.length, '{n} earlier', '{n} earlier')}</summary>
          <ol className={classes.lines}>
            {earlier.map((consent) => (
              <li key={consent.id}>
                <Line consent={consent} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function Line({ consent }: { consent: PluginConsent }) {
  const { at, diff } = consent
  return (
    <div className={classes.consentLine}>
      <p className={classes.plain}>
        {act(consent)}, <When at={at} />
      </p>
      <details className={classes.details}>
        <summary>{t('What that changed')}</summary>
        <Diff diff={diff} />
      </details>
    </div>
  )
}
