import { BlockIcon } from '@blocks/icon'
import { t } from '@i18n'
import { Link } from '@tanstack/react-router'
import type { PluginInfo } from '@/lib/api/types'
import { Pill } from '@/ui/pill'
import { PluginActions } from './plugin-actions'
import classes from './plugins.module.css'
import { states, tiers } from './words'

export function PluginCard({ plugin }: { plugin: PluginInfo }) {
  const [tone, state] = states[plugin.state] ?? ['neutral', plugin.state]
  return (
    <article className={classes.card} data-state={plugin.state} aria-labelledby={`plugin-${plugin.id}`}>
      <span className={classes.icon}>
        <BlockIcon name={plugin.icon ?? plugin.pages?.[0]?.icon} fallback="puzzle" size={24} />
      </span>
      <div>
        <div className={classes.name}>
          <h2 className={classes.title} id={`plugin-${plugin.id}`}>
            <Link to="/plugins/$plugin" params={{ plugin: plugin.id }} className={classes.link}>
              {plugin.name}
            </Link>
          </h2>
          <Pill tone={tone} dot>
            {state}
          </Pill>
        </div>
        <p className={classes.origin}>
          {plugin.version} · {plugin.publisher} · {tiers[plugin.tier] ?? plugin.tier}
        </p>
        <p className={classes.description}>
          {plugin.description}{' '}
          {plugin.state === 'available' && (
            <Link
              className="pb-link"
              to="/plugins/$plugin"
              params={{ plugin: plugin.id }}
              hash="readme"
              aria-label={t('Read more about {name}', { name: plugin.name })}
            >
              {t('Read more')}
            </Link>
          )}
        </p>
      </div>
      <div className={classes.actions}>
        <PluginActions plugin={plugin} />
      </div>
      {plugin.error && (
        <div className={classes.rest}>
          <p className={classes.error} role="alert">
            {plugin.error}
          </p>
        </div>
      )}
    </article>
  )
}
