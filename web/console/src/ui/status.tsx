import { t } from '@i18n'
import type { Priority, Status } from '@/lib/api/types'
import { IconCheck, IconChevronDown, IconChevronUp, IconFlag, IconMinus } from './icons'
import { Pill, type Tone } from './pill'
import classes from './status.module.css'

export const statusNames: Record<Status, string> = {
  open: t('Open'),
  pending: t('Pending'),
  on_hold: t('On hold'),
  solved: t('Solved'),
  closed: t('Closed'),
}

const statusTones: Record<Status, Tone> = {
  open: 'accent',
  pending: 'info',
  on_hold: 'warning',
  solved: 'neutral',
  closed: 'neutral',
}

const done = new Set<Status>(['solved', 'closed'])

export const priorityNames: Record<Priority, string> = {
  low: t('Low'),
  normal: t('Normal'),
  high: t('High'),
  urgent: t('Urgent'),
}

export function StatusPill({ status }: { status: Status }) {
  return (
    <Pill
      tone={statusTones[status] ?? 'neutral'}
      dot={!done.has(status)}
      icon={done.has(status) ? <IconCheck aria-hidden="true" /> : undefined}
    >
      {statusNames[status] ?? status}
    </Pill>
  )
}

const priorityIcons = { low: IconChevronDown, normal: IconMinus, high: IconChevronUp, urgent: IconFlag }

/** The priority as a mark; only high and urgent speak up. */
export function PriorityMark({ priority, words }: { priority: Priority; words?: boolean }) {
  const Icon = words || priority !== 'normal' ? (priorityIcons[priority] ?? IconMinus) : null
  const name = priorityNames[priority] ?? priority
  return (
    <span
      className={classes.priority}
      data-priority={priority}
      title={words ? undefined : t('{name} priority', { name })}
    >
      {Icon && <Icon size={16} aria-hidden="true" />}
      <span className={words ? undefined : 'pb-hidden'}>{words ? name : t('{name} priority', { name })}</span>
    </span>
  )
}
