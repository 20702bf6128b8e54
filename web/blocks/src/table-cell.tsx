import { t } from '@i18n'
import { ActionIcon } from '@mantine/core'
import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react'
import { IconPencil } from '@/ui/icons'
import { BlockLink } from './link'
import { type Column, isValue, type Of, plain } from './model'
import classes from './table.module.css'
import { ValueView } from './value'

export interface CellProps {
  table: Of<'table'>
  id: string
  row: Of<'table'>['rows'][number]
  column: Column
}

const EditCell = lazy(() => import('./table-edit'))

/** Which cell of a table is being changed: one at a time. */
const Editing = createContext<[string, (cell: string) => void]>(['', () => {}])

export function OneCell({ children }: { children: ReactNode }) {
  return <Editing.Provider value={useState('')}>{children}</Editing.Provider>
}

export function Cell({ link, ...props }: CellProps & { link: boolean }) {
  const { row, column, table } = props
  const value = row.cells[column.key]
  const shown = <ValueView value={value} as={column.as} />
  const leads = isValue(value) && 'link' in value && value.link
  const inside =
    link && row.href && !leads ? (
      <BlockLink href={row.href} className={classes.link}>
        {shown}
      </BlockLink>
    ) : (
      shown
    )
  return column.editable && table.edit ? <Editable {...props}>{inside}</Editable> : inside
}

/** A cell with a way to change it; the focus comes back to where it began. */
function Editable({ children, ...props }: CellProps & { children: ReactNode }) {
  const { row, column } = props
  const [cell, setCell] = useContext(Editing)
  const button = useRef<HTMLButtonElement>(null)
  const me = `${row.id} ${column.key}`
  const done = () => {
    setCell('')
    requestAnimationFrame(() => button.current?.focus())
  }
  if (cell === me) {
    return (
      <Suspense fallback={children}>
        <EditCell {...props} onDone={done} />
      </Suspense>
    )
  }
  return (
    <span className={classes.editable}>
      {children}
      <ActionIcon
        ref={button}
        variant="subtle"
        color="gray"
        c="dimmed"
        size={24}
        aria-label={t('Change {label} of row {id}', { label: plain(column.label), id: row.id })}
        onClick={() => setCell(me)}
      >
        <IconPencil size={14} />
      </ActionIcon>
    </span>
  )
}
