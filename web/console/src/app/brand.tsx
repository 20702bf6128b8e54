import type { Me } from '@/lib/api/types'
import classes from './brand.module.css'

/** From this ratio on a logo is taken for the name written out, which then need not stand beside it. */
const wordmark = 2.5

/** Whose helpdesk this is: its own logo, or the mark of ours (pegs in a board). */
export function Brand({ company: { name, logo } }: { company: Me['company'] }) {
  if (logo && logo.width >= wordmark * logo.height) {
    return (
      <span className={classes.brand}>
        <img className={classes.wordmark} src={logo.href} alt={name} width={logo.width} height={logo.height} />
      </span>
    )
  }
  return (
    <span className={classes.brand}>
      {logo ? (
        <img className={classes.logo} src={logo.href} alt="" width={logo.width} height={logo.height} />
      ) : (
        <Mark />
      )}
      <span className={classes.words}>
        <span className={classes.name}>{name || 'Pegboard'}</span>
        {name && name !== 'Pegboard' && <span className={classes.product}>Pegboard</span>}
      </span>
    </span>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#12564c" />
      <g fill="#fff" fillOpacity=".38">
        {[
          [8.5, 8.5],
          [23.5, 8.5],
          [16, 16],
          [8.5, 23.5],
          [16, 23.5],
          [23.5, 23.5],
        ].map(([x, y]) => (
          <circle key={`${x}-${y}`} cx={x} cy={y} r="2" />
        ))}
      </g>
      <circle cx="16" cy="8.5" r="3.4" fill="#f4a259" />
      <circle cx="8.5" cy="16" r="3.4" fill="#8fe0cf" />
      <circle cx="23.5" cy="16" r="3.4" fill="#fff" />
    </svg>
  )
}
