import { t } from '@i18n'
import { tx } from '@i18n/nodes'
import { Link } from '@tanstack/react-router'
import type { PluginNotice } from '@/lib/api/types'
import { IconAlertTriangle, IconPlugOff } from '@/ui/icons'
import classes from './plugin-banner.module.css'

/** How Pegboard was started. */
const flag = '--safe-mode'

/** What those who look after plugins have to know, whichever page they are on. */
export default function PluginBanner({ notice }: { notice: PluginNotice }) {
  if (notice.safe_mode) {
    return (
      <section className={classes.banner} aria-label={t('Plugins')}>
        <IconPlugOff size={17} aria-hidden="true" />
        <p>
          {tx(
            'Safe mode: Pegboard was started with every plugin off. Look after {plugins}, then start it without {flag}.',
            {
              plugins: <Link to="/plugins">{t('the one at fault')}</Link>,
              flag: <code>{flag}</code>,
            },
          )}
        </p>
      </section>
    )
  }
  const stopped = notice.stopped ?? []
  const waiting = notice.waiting ?? []
  const full = notice.full ?? []
  if (stopped.length + waiting.length + full.length === 0) return null
  return (
    <section className={classes.banner} aria-label={t('Plugins')}>
      <IconAlertTriangle size={17} aria-hidden="true" />
      <div>
        {stopped.map((plugin) => (
          <p key={plugin.id}>
            {tx('{plugin} was switched off after repeated failures.', { plugin: <Name {...plugin} /> })}
          </p>
        ))}
        {waiting.map((plugin) => (
          <p key={plugin.id}>
            {tx('{plugin} is off until somebody consents to its new version.', { plugin: <Name {...plugin} /> })}
          </p>
        ))}
        {full.map((plugin) => (
          <p key={plugin.id}>{tx('{plugin} can keep hardly more.', { plugin: <Name {...plugin} /> })}</p>
        ))}
      </div>
    </section>
  )
}

function Name({ id, name }: { id: string; name: string }) {
  return (
    <Link to="/plugins/$plugin" params={{ plugin: id }}>
      {name}
    </Link>
  )
}
