import { t, tn } from '@i18n'
import { Button, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { number } from '@/lib/format'
import { IconSearch } from '@/ui/icons'
import { useSurfaceApi } from './context'
import { FilterField } from './filter-field'
import { type Of, plain } from './model'
import classes from './table.module.css'

interface Props {
  table: Of<'table'>
  id: string
}

/** Search and filters above a table; each asks the plugin again. */
export function TableTools({ table, id }: Props) {
  const { setParams, params } = useSurfaceApi()
  if (!table.search && !table.filters?.length) return null
  const set = (name: string, value: string | undefined) =>
    setParams({ [`${id}.${name}`]: value, [`${id}.page`]: undefined, [`${id}.cursor`]: undefined })
  return (
    <div className={classes.tools}>
      {table.search && (
        <SearchInput
          value={params[`${id}.q`] ?? table.search.value ?? ''}
          placeholder={plain(table.search.placeholder) || t('Search')}
          onSearch={(q) => set('q', q || undefined)}
        />
      )}
      {table.filters?.map((field) => (
        <FilterField
          key={field.name}
          field={field}
          value={params[`${id}.f.${field.name}`] ?? (field.value === undefined ? '' : String(field.value))}
          onChange={(value) => set(`f.${field.name}`, value || undefined)}
        />
      ))}
    </div>
  )
}

export interface SearchProps {
  value: string
  placeholder: string
  onSearch: (q: string) => void
  /** What Enter does, where it is more than searching. */
  onEnter?: (q: string) => void
}

export function SearchInput({ value, placeholder, onSearch, onEnter }: SearchProps) {
  const [text, setText] = useState(value)
  const later = useDebouncedCallback(onSearch, 300)
  return (
    <TextInput
      type="search"
      size="sm"
      className={classes.search}
      aria-label={placeholder}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value.trim())
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && onEnter && !event.nativeEvent.isComposing) onEnter(text.trim())
      }}
    />
  )
}

/** Where in the whole the rows stand, and the way to the neighbours. */
export function Pager({ table, id }: Props) {
  const { setParams } = useSurfaceApi()
  const { paging } = table
  if (!paging) return null
  if (paging.mode === 'cursor') {
    const go = (cursor: string | undefined) => setParams({ [`${id}.cursor`]: cursor })
    if (!paging.next && !paging.prev) return null
    return (
      <nav className={classes.pager} aria-label={t('Pages')}>
        {paging.total !== undefined && <span className={classes.place}>{tn(paging.total, '{n} row', '{n} rows')}</span>}
        <Button size="xs" variant="default" disabled={!paging.prev} onClick={() => go(paging.prev)}>
          {t('Previous')}
        </Button>
        <Button size="xs" variant="default" disabled={!paging.next} onClick={() => go(paging.next)}>
          {t('Next')}
        </Button>
      </nav>
    )
  }
  const { page = 1, per_page: size = 1, total = 0 } = paging
  const last = Math.max(1, Math.ceil(total / Math.max(1, size)))
  if (last <= 1) return null
  const go = (to: number) => setParams({ [`${id}.page`]: to > 1 ? String(to) : undefined })
  const from = (page - 1) * size + 1
  return (
    <nav className={classes.pager} aria-label={t('Pages')}>
      <span className={classes.place}>
        {t('{from}–{to} of {total}', {
          from: number(from),
          to: number(Math.min(total, from + size - 1)),
          total: number(total),
        })}
      </span>
      <Button size="xs" variant="default" disabled={page <= 1} onClick={() => go(page - 1)}>
        {t('Previous')}
      </Button>
      <Button size="xs" variant="default" disabled={page >= last} onClick={() => go(page + 1)}>
        {t('Next')}
      </Button>
    </nav>
  )
}
