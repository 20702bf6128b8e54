import { t } from '@i18n'
import { type ReactNode, useId } from 'react'
import type { PluginInfo, PluginPower } from '@/lib/api/types'
import { Pill } from '@/ui/pill'
import listClasses from './plugins.module.css'
import classes from './powers.module.css'
import { risks } from './words'

type Asking = Pick<PluginInfo, 'powers' | 'risk'>

/** What a plugin may do beyond keeping to itself, the gravest first, and how grave all of it is. */
export function Powers({ plugin: { powers, risk } }: { plugin: Asking }) {
  const title = useId()
  const items = powers ?? []
  const [tone, grade, help] = risks[risk]
  return (
    <section aria-labelledby={title}>
      <h3 className={listClasses.listTitle} id={title}>
        {t('What it may reach')}
      </h3>
      {items.length === 0 ? (
        <p className={listClasses.reason}>{t('Nothing beyond its own data.')}</p>
      ) : (
        <>
          <p className={classes.all}>
            <Pill tone={tone}>{grade}</Pill> {help}
          </p>
          <ul className={classes.list}>
            {items.map((power) => (
              <li key={`${power.kind} ${power.name}`} data-risk={power.risk}>
                <Power power={power} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** One of them: what it allows, why the author says that it must, and how it is called. */
export function Power({ power: { name, kind, means, reason, risk }, mark }: { power: PluginPower; mark?: ReactNode }) {
  const [tone, grade] = risks[risk]
  return (
    <>
      <p className={classes.means}>
        {mark}
        {means} {risk !== 'low' && <Pill tone={tone}>{grade}</Pill>}
      </p>
      <p className={classes.why}>
        {reason && `${kind === 'capability' ? t('Why: {reason}', { reason }) : reason} · `}
        <span className={listClasses.code}>{name}</span>
      </p>
    </>
  )
}
