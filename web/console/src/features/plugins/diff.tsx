import { t } from '@i18n'
import type { PluginDiff, PluginInfo } from '@/lib/api/types'
import { Capability } from './capability'
import classes from './plugins.module.css'

interface Props {
  diff: PluginDiff
  /** Says why it asks for each. */
  capabilities?: { name: string; reason: string }[] | PluginInfo['capabilities']
}

/** What a version asks for other than the one before. */
export function Diff({ diff: { added, removed }, capabilities }: Props) {
  const reasons = new Map((capabilities ?? []).map(({ name, reason }) => [name, reason]))
  const more = [
    ...(added.capabilities ?? []).map((name) => ({
      name,
      about: <Capability name={name} reason={reasons.get(name)} />,
    })),
    ...(added.hosts ?? []).map((name) => ({ name, about: <Words>{t('It sends requests there.')}</Words> })),
    ...(added.services ?? []).map((name) => ({
      name,
      about: <Words>{t('It calls this service of another plugin.')}</Words>,
    })),
    ...(added.keys ?? []).map((name) => ({ name, about: <Words>{t('A permission that roles can give.')}</Words> })),
  ]
  const less = [
    ...(removed.capabilities ?? []),
    ...(removed.hosts ?? []),
    ...(removed.services ?? []),
    ...(removed.keys ?? []),
  ]
  if (more.length + less.length === 0) return <p className={classes.reason}>{t('It asks for the same as before.')}</p>
  return (
    <ul className={classes.diff}>
      {more.map(({ name, about }) => (
        <li key={`+${name}`} data-sign="+">
          <span className={classes.code}>
            <span className={classes.sign}>{t('diff|new')}</span> {name}
          </span>
          {about}
        </li>
      ))}
      {less.map((name) => (
        <li key={`-${name}`} data-sign="-">
          <span className={classes.code}>
            <span className={classes.sign}>{t('diff|gone')}</span> {name}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Words({ children }: { children: string }) {
  return <span className={classes.reason}>{children}</span>
}
