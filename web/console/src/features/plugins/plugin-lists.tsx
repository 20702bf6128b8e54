import type { PluginInfo } from '@/lib/api/types'
import classes from './plugins.module.css'

/** What the plugin may reach, and why it says it must. */
export function Capabilities({ plugin }: { plugin: PluginInfo }) {
  const items = plugin.capabilities ?? []
  return (
    <section>
      <h3 className={classes.listTitle}>What it may reach</h3>
      {items.length === 0 && <p className={classes.reason}>Nothing beyond its own data.</p>}
      <ul className={classes.capabilities}>
        {items.map(({ name, reason }) => (
          <li key={name}>
            <span className={classes.code}>{name}</span>
            <span className={classes.reason}>{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The rows it adds to the roles. */
export function Features({ plugin }: { plugin: PluginInfo }) {
  const features = plugin.features ?? []
  return (
    <section>
      <h3 className={classes.listTitle}>What it adds to the roles</h3>
      {features.length === 0 && <p className={classes.reason}>Nothing.</p>}
      <ul className={classes.capabilities}>
        {features.map((feature) => (
          <li key={feature.id}>
            {feature.title}
            <span className={classes.reason}>{feature.keys.map(({ title, key }) => title || key).join(', ')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
