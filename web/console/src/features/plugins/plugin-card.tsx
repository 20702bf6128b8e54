import { BlockIcon } from '@blocks/icon'
import type { PluginInfo } from '@/lib/api/types'
import { Pill, type Tone } from '@/ui/pill'
import { PluginActions } from './plugin-actions'
import { Capabilities, Features } from './plugin-lists'
import classes from './plugins.module.css'

const states: Record<PluginInfo['state'], [Tone, string]> = {
  enabled: ['success', 'Enabled'],
  disabled: ['neutral', 'Disabled'],
  available: ['neutral', 'Not enabled'],
  failed: ['danger', 'Failed'],
}

const tiers: Record<PluginInfo['tier'], string> = {
  bundled: 'Comes with Pegboard',
  verified: 'Verified',
  local: 'Uploaded here',
}

export function PluginCard({ plugin }: { plugin: PluginInfo }) {
  const [tone, state] = states[plugin.state] ?? ['neutral', plugin.state]
  const keys = (plugin.features ?? []).reduce((sum, feature) => sum + feature.keys.length, 0)
  const capabilities = plugin.capabilities ?? []
  return (
    <article className={classes.card} data-state={plugin.state} aria-labelledby={`plugin-${plugin.id}`}>
      <span className={classes.icon}>
        <BlockIcon name={plugin.pages?.[0]?.icon} fallback="puzzle" size={24} />
      </span>
      <div>
        <div className={classes.name}>
          <h2 className={classes.title} id={`plugin-${plugin.id}`}>
            {plugin.name}
          </h2>
          <Pill tone={tone} dot>
            {state}
          </Pill>
        </div>
        <p className={classes.origin}>
          {plugin.version} · {plugin.publisher} · {tiers[plugin.tier] ?? plugin.tier}
        </p>
        <p className={classes.description}>{plugin.description}</p>
      </div>
      <div className={classes.actions}>
        <PluginActions plugin={plugin} />
      </div>
      <div className={classes.rest}>
        {plugin.error && (
          <p className={classes.error} role="alert">
            {plugin.error}
          </p>
        )}
        <details className={classes.details}>
          <summary>
            {capabilities.length} capabilities, {keys} permission keys
          </summary>
          <div className={classes.lists}>
            <Capabilities plugin={plugin} />
            <Features plugin={plugin} />
          </div>
        </details>
      </div>
    </article>
  )
}
