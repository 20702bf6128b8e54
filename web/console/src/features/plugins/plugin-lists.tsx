import { t } from '@i18n'
import type { PluginInfo } from '@/lib/api/types'
import { Capability } from './capability'
import classes from './plugins.module.css'

type Asking = Pick<PluginInfo, 'capabilities' | 'hosts' | 'features'>

/** What the plugin may reach, and why it says it must. */
export function Capabilities({ plugin }: { plugin: Asking }) {
  const items = plugin.capabilities ?? []
  const hosts = plugin.hosts ?? []
  return (
    <section>
      <h3 className={classes.listTitle}>{t('What it may reach')}</h3>
      {items.length === 0 && <p className={classes.reason}>{t('Nothing beyond its own data.')}</p>}
      <ul className={classes.capabilities}>
        {items.map(({ name, reason }) => (
          <li key={name}>
            <span className={classes.code}>{name}</span>
            <Capability name={name} reason={reason} />
          </li>
        ))}
        {hosts.map((host) => (
          <li key={host}>
            <span className={classes.code}>{host}</span>
            <span className={classes.reason}>{t('It sends requests there.')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The rows it adds to the roles. */
export function Features({ plugin }: { plugin: Asking }) {
  const features = plugin.features ?? []
  return (
    <section>
      <h3 className={classes.listTitle}>{t('What it adds to the roles')}</h3>
      {features.length === 0 && <p className={classes.reason}>{t('Nothing.')}</p>}
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
