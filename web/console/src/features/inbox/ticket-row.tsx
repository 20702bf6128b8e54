import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type CSSProperties, lazy, memo, Suspense } from 'react'
import type { TicketRow as Row } from '@/lib/api/types'
import { dateTimeShort } from '@/lib/format'
import { IconMessageCircle, IconPin, IconUsers, IconZzz } from '@/ui/icons'
import { Person } from '@/ui/person'
import { Pill } from '@/ui/pill'
import { PriorityMark, StatusPill } from '@/ui/status'
import { When } from '@/ui/when'
import classes from './ticket-row.module.css'
import type { Cell } from './use-columns'

const Cells = lazy(() => import('./cells'))

interface Props {
  row: Row
  index: number
  selected: boolean
  onSelect: (index: number, range: boolean) => void
  onTake: (row: Row) => void
  onFocus: (index: number) => void
  /** Of plugins: those that have a place in every row, and what they say about this one. */
  columns?: string[]
  cells?: Cell[]
}

/** One ticket in the list; the subject's link covers the whole row. */
export const TicketRow = memo(function TicketRow(props: Props) {
  const { row, index, selected, onSelect, onTake, onFocus, columns, cells } = props
  return (
    <article
      className={classes.row}
      data-done={row.status === 'solved' || row.status === 'closed' || undefined}
      data-selected={selected || undefined}
      data-columns={columns ? '' : undefined}
      style={columns && ({ '--columns': columns.length } as CSSProperties)}
    >
      <label className={classes.select}>
        <input
          type="checkbox"
          checked={selected}
          aria-label={t('Select ticket {id}', { id: row.id })}
          onFocus={() => onFocus(index)}
          onChange={({ nativeEvent }) => onSelect(index, (nativeEvent as MouseEvent).shiftKey)}
        />
      </label>
      <span className={classes.mark}>
        <PriorityMark priority={row.priority} />
      </span>
      <div className={classes.main}>
        <div className={classes.first}>
          <Link
            to="/tickets/$id"
            params={{ id: row.id }}
            className={classes.subject}
            dir="auto"
            data-row={index}
            onFocus={() => onFocus(index)}
          >
            {row.subject}
          </Link>
          {row.pinned && <IconPin size={14} className={classes.pin} aria-label={t('Pinned')} />}
          <Sleep row={row} />
        </div>
        <Facts row={row} />
      </div>
      {columns && (
        <span className={classes.cells}>
          <Suspense>{cells && <Cells columns={columns} cells={cells} />}</Suspense>
        </span>
      )}
      <span className={classes.status}>
        <StatusPill status={row.status} />
      </span>
      <span className={classes.assignee}>
        <Assignee row={row} onTake={onTake} />
      </span>
      <span className={classes.updated}>
        <When at={row.updated_at} narrow />
      </span>
    </article>
  )
})

/** Whether it is out of the lists of work, or has just come back. */
function Sleep({ row }: { row: Row }) {
  if (row.snooze) {
    return (
      <span className={classes.sleep}>
        <Pill icon={<IconZzz aria-hidden="true" />}>
          <span className="pb-hidden">{t('Snoozed until')} </span>
          {row.snooze.until ? dateTimeShort(row.snooze.until) : t('a reply')}
        </Pill>
      </span>
    )
  }
  return row.woken_at ? (
    <span className={classes.sleep}>
      <Pill tone="info">{t('woken|Back')}</Pill>
    </span>
  ) : null
}

function Facts({ row }: { row: Row }) {
  const parts = [row.requester?.name, row.organization?.name, row.team?.name ?? t('No team')].filter(Boolean)
  return (
    <div className={classes.facts}>
      <span className={classes.id}>#{row.id}</span>
      <span className={classes.who}>{parts.join(' · ')}</span>
      <span className={classes.counts}>
        <span className={classes.count} title={tn(row.message_count, '{n} message', '{n} messages')}>
          <IconMessageCircle size={13} aria-hidden="true" />
          <span aria-hidden="true">{row.message_count}</span>
          <span className="pb-hidden">{tn(row.message_count, '{n} message', '{n} messages')}</span>
        </span>
        {row.contributor_count > 0 && (
          <span className={classes.count} title={tn(row.contributor_count, '{n} contributor', '{n} contributors')}>
            <IconUsers size={13} aria-hidden="true" />
            <span aria-hidden="true">{row.contributor_count}</span>
            <span className="pb-hidden">{tn(row.contributor_count, '{n} contributor', '{n} contributors')}</span>
          </span>
        )}
      </span>
      {row.tags.length > 0 && (
        <span className={classes.tags}>
          {row.tags.slice(0, 2).map((tag) => (
            <Pill key={tag}>{tag}</Pill>
          ))}
          {row.tags.length > 2 && <span>+{row.tags.length - 2}</span>}
        </span>
      )}
    </div>
  )
}

function Assignee({ row, onTake }: Pick<Props, 'row' | 'onTake'>) {
  if (row.assignee) return <Person name={row.assignee.name} size="xs" />
  if (!row.abilities.take) return <span className={classes.nobody}>{t('Nobody')}</span>
  return (
    <Button size="compact-sm" variant="default" className={classes.take} onClick={() => onTake(row)}>
      {t('Take')}
      <span className="pb-hidden"> {t('ticket {id}', { id: row.id })}</span>
    </Button>
  )
}
