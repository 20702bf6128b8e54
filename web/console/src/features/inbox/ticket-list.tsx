import { t } from '@i18n'
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TicketFilter } from '@/lib/api/tickets'
import type { TicketRow as Row } from '@/lib/api/types'
import { useShortcuts } from '@/lib/shortcuts'
import { ErrorState, Loading } from '@/ui/states'
import { EmptyList } from './empty-list'
import { useTake, useTicketList } from './queries'
import { RefusedList, SelectBar } from './select-bar'
import classes from './ticket-list.module.css'
import { TicketRow } from './ticket-row'
import { useBulk } from './use-bulk'
import { useColumns } from './use-columns'
import { useSelection } from './use-selection'

interface Props {
  filter: TicketFilter
  onSearchBox: () => void
}

/** The tickets of a view, drawn only where they are in sight; more are fetched as the end comes near. */
export function TicketList({ filter, onSearchBox }: Props) {
  const list = useTicketList(filter)
  const { mutate: take } = useTake()
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const scroller = useRef<HTMLDivElement>(null)
  const { data } = list
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const selection = useSelection(rows, JSON.stringify(filter))
  const bulk = useBulk(selection.keep)
  const columns = useColumns(data?.pages)
  const height = narrow ? 92 : 62
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  })
  const [current, setCurrent] = useState(-1)
  const onTake = useCallback((row: Row) => take(row), [take])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another height makes what was measured wrong
  useEffect(() => virtual.measure(), [virtual, height])
  useMoreAtEnd(virtual.getVirtualItems().at(-1)?.index ?? 0, rows.length, list)
  const link = (row: number) => scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    virtual.scrollToIndex(next)
    setCurrent(next)
    requestAnimationFrame(() => link(next)?.focus())
  }
  useShortcuts(t('Ticket list'), [
    { key: 'j', label: t('Next ticket'), run: () => move(current + 1) },
    { key: 'k', label: t('Ticket before'), run: () => move(current - 1) },
    { key: 'Enter', label: t('Open the ticket'), run: () => (current < 0 ? move(0) : link(current)?.click()) },
    {
      key: 't',
      label: t('Take the ticket'),
      run: () => rows[current]?.abilities.take && !rows[current]?.assignee && take(rows[current]),
    },
    { key: 'x', label: t('Select the ticket'), run: () => selection.toggle(current, false) },
    { key: 'X', label: t('Select up to the ticket'), run: () => selection.toggle(current, true) },
    ...(selection.selected.length > 0
      ? [{ key: 'Escape', label: t('Clear the selection'), run: selection.clear }]
      : []),
    { key: '/', label: t('Search'), run: onSearchBox },
  ])

  if (list.isPending) return <Loading lines={10} label={t('Loading tickets')} />
  if (list.isError && rows.length === 0) {
    return <ErrorState error={list.error} what={t('This list')} retry={() => list.refetch()} />
  }
  if (rows.length === 0) return <EmptyList filter={filter} />
  return (
    <>
      <SelectBar
        selection={selection}
        loaded={rows.length}
        more={list.hasNextPage}
        progress={bulk.progress}
        onOrder={(order) => bulk.run(selection.selected, order)}
      />
      <RefusedList refused={bulk.refused} onClose={bulk.forget} />
      <div ref={scroller} className={classes.scroller} data-stale={list.isPlaceholderData || undefined}>
        <ul className={classes.list} style={{ height: virtual.getTotalSize() }} aria-label={t('Tickets')}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <li
                key={item.key}
                className={classes.item}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                aria-setsize={list.hasNextPage ? -1 : rows.length}
                aria-posinset={item.index + 1}
              >
                <TicketRow
                  row={row}
                  index={item.index}
                  selected={selection.ids.has(row.id)}
                  onSelect={selection.toggle}
                  onTake={onTake}
                  onFocus={setCurrent}
                  columns={columns?.names}
                  cells={columns?.cells.get(row.id)}
                />
              </li>
            )
          })}
        </ul>
        {list.isFetchingNextPage && <Loading lines={2} label={t('Loading more tickets')} />}
      </div>
    </>
  )
}

interface More {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

function useMoreAtEnd(lastShown: number, loaded: number, { hasNextPage, isFetchingNextPage, fetchNextPage }: More) {
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= loaded - 15) fetchNextPage()
  }, [lastShown, loaded, hasNextPage, isFetchingNextPage, fetchNextPage])
}
