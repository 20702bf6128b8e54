import type { Insert } from '@blocks/inserts'
import { t } from '@i18n'
import { lazy, Suspense } from 'react'
import type { Ticket } from '@/lib/api/types'
import { Loading } from '@/ui/states'
import classes from './aside.module.css'
import { Contributors } from './contributors'
import { Properties } from './properties'
import type { Changer } from './queries'
import { Related } from './related'
import { Requester } from './requester'

const Panels = lazy(() => import('./panels'))

interface Props {
  ticket: Ticket
  change: Changer
  busy: boolean
  onInsert: (insert: Insert) => void
}

/** Everything about the ticket that is not the conversation. */
export function Aside({ ticket, change, onInsert }: Props) {
  return (
    <aside className={classes.aside} data-part="aside" aria-label={t('Ticket details')}>
      <Properties ticket={ticket} change={change} />
      <Requester ticket={ticket} />
      <Contributors ticket={ticket} change={change} />
      <Related ticket={ticket} change={change} />
      {(ticket.panels ?? []).length > 0 && (
        <Suspense fallback={<Loading lines={3} label={t('Loading panels')} />}>
          <Panels ticket={ticket} onInsert={onInsert} />
        </Suspense>
      )}
    </aside>
  )
}

interface SectionProps {
  title: string
  children: React.ReactNode
}

export function Section({ title, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  )
}
