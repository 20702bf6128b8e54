import { type ReactNode, useEffect } from 'react'
import classes from './page.module.css'

/** Sets the tab's title while the page is shown. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    if (title) document.title = `${title} · Pegboard`
  }, [title])
}

interface HeaderProps {
  title: string
  /** The words of the heading where they are more than text. */
  heading?: ReactNode
  lead?: ReactNode
  above?: ReactNode
  actions?: ReactNode
}

/** The page's only h1, with what may be done on the page beside it. */
export function PageHeader({ title, heading, lead, above, actions }: HeaderProps) {
  useTitle(title)
  return (
    <header className={classes.header}>
      {above}
      <div className={classes.row}>
        <div className={classes.words}>
          <h1 className={classes.title}>{heading ?? title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </header>
  )
}

export function PageBody({ children, wide, narrow }: { children: ReactNode; wide?: boolean; narrow?: boolean }) {
  return (
    <div className={classes.body} data-width={wide ? 'wide' : narrow ? 'narrow' : undefined}>
      {children}
    </div>
  )
}

interface CardProps {
  title?: string
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
  /** What a link's fragment leads to. */
  id?: string
}

export function Card({ title, actions, children, flush, id }: CardProps) {
  return (
    <section id={id} className={classes.card} data-flush={flush || undefined}>
      {title && (
        <div className={classes.cardHead}>
          <h2 className={classes.cardTitle}>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}
