import { t, tn } from '@i18n'
import { CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import classes from './select-bar.module.css'
import type { Order, Refused } from './use-bulk'
import type { Selection } from './use-selection'

const BulkBar = lazy(() => import('./bulk-bar'))

interface Props {
  selection: Selection
  loaded: number
  more: boolean
  progress: { done: number; of: number } | null
  onOrder: (order: Order) => void
}

/** Above the list: selects what is loaded, and offers what can be done with what is selected. */
export function SelectBar({ selection: { selected, all, clear }, loaded, more, progress, onOrder }: Props) {
  const n = selected.length
  return (
    <section className={classes.bar} data-active={n > 0 || undefined} aria-label={t('Selection')}>
      <label className={classes.all}>
        <input
          type="checkbox"
          checked={n === loaded}
          ref={(box) => {
            if (box) box.indeterminate = n > 0 && n < loaded
          }}
          onChange={() => (n === loaded ? clear() : all())}
        />
        <span>
          {n > 0
            ? t('{n} selected', { n })
            : more
              ? t('Select these {loaded}', { loaded })
              : t('Select all {loaded}', { loaded })}
        </span>
      </label>
      <span className="pb-hidden" role="status">
        {n > 0 ? tn(n, '{n} ticket selected', '{n} tickets selected') : ''}
      </span>
      {(n > 0 || progress) && (
        <>
          <div className={classes.actions}>
            <Suspense>
              <BulkBar rows={selected} progress={progress} onOrder={onOrder} />
            </Suspense>
          </div>
          {!progress && (
            <CloseButton className={classes.clear} size="sm" aria-label={t('Clear the selection')} onClick={clear} />
          )}
        </>
      )}
    </section>
  )
}

/** Which tickets were not changed, and why; they stay selected. */
export function RefusedList({ refused, onClose }: { refused: Refused[]; onClose: () => void }) {
  if (refused.length === 0) return null
  return (
    <div className={classes.refused} role="alert">
      <div>
        <strong>{tn(refused.length, '{n} ticket not changed', '{n} tickets not changed')}</strong>
        <ul>
          {refused.map(({ id, subject, outcome, detail }) => (
            <li key={id}>
              {outcome === 'missing' ? (
                <b>#{id}</b>
              ) : (
                <Link to="/tickets/$id" params={{ id }}>
                  #{id} {subject}
                </Link>
              )}{' '}
              {detail}
            </li>
          ))}
        </ul>
      </div>
      <CloseButton size="sm" aria-label={t('Dismiss')} onClick={onClose} />
    </div>
  )
}
