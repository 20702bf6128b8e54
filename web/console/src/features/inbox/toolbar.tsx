import { t } from '@i18n'
import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { lazy, type RefObject, Suspense, useEffect, useState } from 'react'
import type { TicketFilter } from '@/lib/api/tickets'
import { useMe } from '@/lib/session'
import { IconAdjustments, IconFilter, IconSearch } from '@/ui/icons'
import { priorityNames, statusNames } from '@/ui/status'
import classes from './toolbar.module.css'

const ColumnsDialog = lazy(() => import('./columns-dialog'))

export type Change = Partial<
  Record<
    | 'q'
    | 'status'
    | 'priority'
    | 'assignee'
    | 'tag'
    | 'requester'
    | 'team'
    | 'contributor'
    | 'organization'
    | 'channel'
    | 'when'
    | 'within'
    | 'snoozed'
    | 'sort',
    string | undefined
  >
>

interface Props {
  filter: TicketFilter
  onChange: (change: Change) => void
  box: RefObject<HTMLInputElement | null>
}

const sorts = {
  '-updated': t('Newest change first'),
  updated: t('Longest untouched first'),
  '-created': t('Newest first'),
  created: t('Oldest first'),
}

export const assignees = { me: t('Mine'), none: t('Nobody') }

export function Toolbar({ filter, onChange, box }: Props) {
  return (
    <div className={classes.toolbar}>
      <SearchBox value={filter.q ?? ''} box={box} onSearch={(q) => onChange({ q: q || undefined })} />
      <FilterMenu filter={filter} onChange={onChange} />
      <SortMenu filter={filter} onChange={onChange} />
    </div>
  )
}

function SortMenu({ filter, onChange }: Omit<Props, 'box'>) {
  const columns = useMe().columns ?? []
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon variant="default" size={34} aria-label={t('Sort')}>
            <IconAdjustments size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('Sort by')}</Menu.Label>
          <Options options={sorts} value={filter.sort} onPick={(sort) => onChange({ sort })} />
          {columns.length > 0 && (
            <>
              <Menu.Divider className={classes.wide} />
              <Menu.Item className={classes.wide} onClick={() => setChoosing(true)}>
                {t('Columns of plugins…')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {choosing && (
        <Suspense>
          <ColumnsDialog onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  )
}

function SearchBox({ value, onSearch, box }: { value: string; onSearch: (q: string) => void; box: Props['box'] }) {
  const [text, setText] = useState(value)
  const search = useDebouncedCallback(onSearch, 250)
  useEffect(() => setText(value), [value])
  const type = (next: string) => {
    setText(next)
    search(next.trim())
  }
  return (
    <TextInput
      ref={box}
      className={classes.search}
      size="sm"
      type="search"
      aria-label={t('Search tickets')}
      placeholder={t('Search tickets')}
      value={text}
      leftSection={<IconSearch size={16} />}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}

function FilterMenu({ filter, onChange }: Omit<Props, 'box'>) {
  return (
    <Menu position="bottom-end" width={200} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" size="sm" px={10} leftSection={<IconFilter size={16} />}>
          {t('Filter')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.Label>{t('Status')}</Menu.Label>
        <Options options={statusNames} value={filter.status} onPick={(status) => onChange({ status })} toggle />
        <Menu.Label>{t('Priority')}</Menu.Label>
        <Options options={priorityNames} value={filter.priority} onPick={(priority) => onChange({ priority })} toggle />
        <Menu.Label>{t('Assignee')}</Menu.Label>
        <Options options={assignees} value={filter.assignee} onPick={(assignee) => onChange({ assignee })} toggle />
      </Menu.Dropdown>
    </Menu>
  )
}

interface OptionsProps {
  options: Record<string, string>
  value: string | undefined
  onPick: (value: string | undefined) => void
  toggle?: boolean
}

function Options({ options, value, onPick, toggle }: OptionsProps) {
  return Object.entries(options).map(([name, label]) => (
    <Menu.RadioItem
      key={name}
      value={name}
      checked={name === value}
      closeMenuOnClick={!toggle}
      onClick={() => onPick(toggle && name === value ? undefined : name)}
    >
      {label}
    </Menu.RadioItem>
  ))
}
