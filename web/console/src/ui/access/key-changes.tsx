import type { KeyChange, KeyInfo, Scope } from '@/lib/api/types'
import { count } from '@/lib/format'
import { scopeNames, scopes } from '@/lib/scopes'
import { IconArrowRight, IconMinus, IconPlus } from '@/ui/icons'
import classes from './access.module.css'

interface Props {
  changes: KeyChange[]
  info: Map<string, KeyInfo>
}

const rank = (scope: string | null) => (scope ? scopes.indexOf(scope as Scope) + 1 : 0)
const gains = ({ before, after }: KeyChange) => rank(after) > rank(before)

/** "gains 3, loses 1" of a set of changes. */
export function tally(changes: KeyChange[]): string {
  const more = changes.filter(gains).length
  const parts = [more > 0 && `gains ${more}`, changes.length > more && `loses ${changes.length - more}`]
  return parts.filter(Boolean).join(', ')
}

/** Which keys are gained and lost, and how far each reaches before and after. */
export function KeyChanges({ changes, info }: Props) {
  const sorted = [...changes].sort((a, b) => Number(gains(b)) - Number(gains(a)) || a.key.localeCompare(b.key))
  return (
    <ul className={classes.changes}>
      {sorted.map((change) => (
        <Line key={change.key} change={change} info={info.get(change.key)} />
      ))}
    </ul>
  )
}

function Line({ change, info }: { change: KeyChange; info?: KeyInfo }) {
  const more = gains(change)
  const { key, before, after } = change
  const scoped = info?.scoped ?? (before !== null && after !== null)
  return (
    <li className={classes.change} data-more={more || undefined}>
      {more ? <IconPlus size={14} aria-hidden="true" /> : <IconMinus size={14} aria-hidden="true" />}
      <span className="pb-hidden">{more ? 'Gains' : 'Loses'}</span>
      <span title={key}>{info?.title || key}</span>
      {scoped && (
        <span className={classes.scope}>
          {before && scopeNames[before as Scope]}
          {before && after && <IconArrowRight size={13} aria-label="becomes" />}
          {after && scopeNames[after as Scope]}
        </span>
      )}
    </li>
  )
}

interface FoldProps extends Props {
  title: React.ReactNode
  open?: boolean
}

/** The same behind a line that says how many there are. */
export function KeyChangesFold({ title, changes, info, open }: FoldProps) {
  return (
    <details className={classes.fold} open={open}>
      <summary>
        {title}
        <span className={classes.tally} title={count(changes.length, 'key')}>
          {tally(changes)}
        </span>
      </summary>
      <KeyChanges changes={changes} info={info} />
    </details>
  )
}
