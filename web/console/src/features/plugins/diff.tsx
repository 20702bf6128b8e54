import { t } from '@i18n'
import type { PluginDiff, PluginPower } from '@/lib/api/types'
import classes from './plugins.module.css'
import { Power } from './powers'

interface Props {
  diff: PluginDiff
  /** What each of them allows, where it is still known. */
  powers?: PluginPower[] | null
}

type Asks = PluginDiff['added']

/** Everything that is asked for, by kind and name. */
const named = (asks: Asks): [string, string][] => [
  ...(asks.capabilities ?? []).map((name): [string, string] => ['capability', name]),
  ...(asks.hosts ?? []).map((name): [string, string] => ['host', name]),
  ...(asks.services ?? []).map((name): [string, string] => ['service', name]),
  ...(asks.hooks ?? []).map((name): [string, string] => ['hook', name]),
  ...(asks.routes ?? []).map((name): [string, string] => ['route', name]),
  ...(asks.keys ?? []).map((name): [string, string] => ['key', name]),
]

/** What a version asks for other than the one before. */
export function Diff({ diff: { added, removed }, powers }: Props) {
  const more = named(added)
  const less = named(removed)
  if (more.length + less.length === 0) return <p className={classes.reason}>{t('It asks for the same as before.')}</p>
  return (
    <ul className={classes.diff}>
      {more.map(([kind, name]) => (
        <li key={`+${kind} ${name}`} data-sign="+">
          <Added kind={kind} name={name} power={powers?.find((power) => power.kind === kind && power.name === name)} />
        </li>
      ))}
      {less.map(([kind, name]) => (
        <li key={`-${kind} ${name}`} data-sign="-">
          <span className={classes.code}>
            <span className={classes.sign}>{t('diff|gone')}</span> {name}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Added({ kind, name, power }: { kind: string; name: string; power?: PluginPower }) {
  const mark = <span className={classes.sign}>{t('diff|new')} </span>
  if (power) return <Power power={power} mark={mark} />
  return (
    <>
      <span className={classes.code}>
        {mark}
        {name}
      </span>
      {kind === 'key' && <span className={classes.reason}>{t('A permission that roles can give.')}</span>}
    </>
  )
}
