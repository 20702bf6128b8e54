import type { ReactNode } from 'react'
import classes from './pill.module.css'

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'accent'

interface Props {
  tone?: Tone
  /** A ring in front of the text, for states that are told apart at a glance. */
  dot?: boolean
  icon?: ReactNode
  title?: string
  children: ReactNode
}

export function Pill({ tone = 'neutral', dot, icon, title, children }: Props) {
  return (
    <span className={classes.pill} data-tone={tone} title={title}>
      {dot && <span className={classes.dot} aria-hidden="true" />}
      {icon}
      <span className={classes.text}>{children}</span>
    </span>
  )
}
