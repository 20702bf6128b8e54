import { t } from '@i18n'
import type { PluginInfo } from '@/lib/api/types'
import classes from './plugins.module.css'

/** The rows it adds to the roles. */
export function Features({ plugin }: { plugin: Pick<PluginInfo, 'features'> }) {
  const features = plugin.features ?? []
  return (
    <section>
      <h3 className={classes.listTitle}>{t('What it adds to the roles')}</h3>
      {features.length === 0 && <p className={classes.reason}>{t('Nothing.')}</p>}
      <ul className={classes.features}>
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
