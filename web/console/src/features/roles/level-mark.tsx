import { t } from '@i18n'
import type { Level, Scope } from '@/lib/api/types'
import classes from './level-mark.module.css'
import { levelNames, scopeNames } from './setting'

const pegs: Record<Level, number> = { none: 0, read: 1, modify: 2, full: 3, custom: 0 }

interface Props {
  level: Level
  changed?: boolean
  scope?: Scope | null
}

/** A level as pegs in a board, with its name and how far it reaches. */
export function LevelMark({ level, changed, scope }: Props) {
  return (
    <span className={classes.mark} data-level={level} data-changed={changed || undefined}>
      <span className={classes.pegs} aria-hidden="true">
        {[1, 2, 3].map((peg) => (
          <span key={peg} className={classes.peg} data-on={peg <= pegs[level] || undefined} />
        ))}
      </span>
      <span className={classes.words}>
        <span className={classes.level}>
          {changed ? t('Custom') : levelNames[level]}
          {changed && <span className={classes.scope}> {t('from {level}', { level: levelNames[level] })}</span>}
        </span>
        {scope && <span className={classes.scope}>{scopeNames[scope]}</span>}
      </span>
    </span>
  )
}
