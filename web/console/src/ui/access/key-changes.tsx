import { t, tn } from '@i18n'
import type { KeyChange, KeyInfo, Scope } from '@/lib/api/types'
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
  const parts = [
    more > 0 && t('gains {n}', { n: more }),
    changes.length > more && t('loses {n}', { n: changes.length - more }),
  ]
  return parts.filter(Boolean).join(', ')
}

interface Reach {
  before: Scope | null
  after: Scope | null
  scoped: boolean
  keys: KeyChange[]
}

/** Keys to which the same happens stand together, what is gained first. */
function alike({ changes, info }: Props): Reach[] {
  const groups = new Map<string, Reach>()
  for (const change of changes) {
    const scoped = info.get(change.key)?.scoped ?? true
    const name = `${change.before} ${change.after} ${scoped}`
    const group = groups.get(name) ?? { ...(change as Pick<Reach, 'before' | 'after'>), scoped, keys: [] }
    groups.set(name, { ...group, keys: [...group.keys, change] })
  }
  return [...groups.values()].sort((a, b) => weight(b) - weight(a))
}

const weight = ({ before, after }: Reach) => (rank(after) > rank(before) ? 10 : 0) + (before ? 0 : 5) + rank(after)

/** Which keys are gained and lost, and how far each reaches before and after. */
export function KeyChanges({ changes, info }: Props) {
  return (
    <div className={classes.groups}>
      {alike({ changes, info }).map((group) => (
        <Group key={`${group.before} ${group.after} ${group.scoped}`} group={group} info={info} />
      ))}
    </div>
  )
}

function Group({ group, info }: { group: Reach; info: Map<string, KeyInfo> }) {
  const more = rank(group.after) > rank(group.before)
  return (
    <div className={classes.group} data-more={more || undefined}>
      <p className={classes.groupTitle}>
        {more ? <IconPlus size={14} aria-hidden="true" /> : <IconMinus size={14} aria-hidden="true" />}
        <Words group={group} />
      </p>
      <ul className={classes.keys}>
        {group.keys.map(({ key }) => (
          <li key={key} title={key}>
            {info.get(key)?.title || key}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Words({ group: { before, after, scoped } }: { group: Reach }) {
  if (before && after) {
    return (
      <>
        {scopeNames[before]} <IconArrowRight size={13} aria-label={t('becomes')} /> {scopeNames[after]}
      </>
    )
  }
  const scope = after ?? before
  return (
    <>
      {after ? t('Gained') : t('Lost')}
      {scoped && scope && `: ${scopeNames[scope]}`}
    </>
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
        <span className={classes.tally} title={tn(changes.length, '{n} key', '{n} keys')}>
          {tally(changes)}
        </span>
      </summary>
      <KeyChanges changes={changes} info={info} />
    </details>
  )
}
