import { t } from '@i18n'
import { Checkbox, VisuallyHidden } from '@mantine/core'
import '@mantine/core/styles/VisuallyHidden.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { Fragment, useState } from 'react'
import { IconChevronDown, IconChevronRight, IconChevronUp } from '@/ui/icons'
import { ActionButton, ActionList, ActionMenu } from './action'
import { Blocks } from './block'
import { Box, useBox, useSurfaceApi } from './context'
import { Heading } from './heading'
import { type Action, type Column, type Of, plain } from './model'
import classes from './table.module.css'
import { Cell, OneCell } from './table-cell'
import { Pager, TableTools } from './table-tools'
import { ValueView } from './value'

type TableData = Of<'table'>
type RowData = TableData['rows'][number]

export function TableBlock({ block }: { block: TableData }) {
  const id = block.id ?? 'table'
  const { selection } = useSurfaceApi()
  const chosen = selection[id] ?? []
  const title = plain(block.title)
  const { id: box, waiting } = useBox()
  return (
    <Box.Provider value={box}>
      <OneCell>
        <div className={classes.box} data-waiting={waiting} aria-busy={waiting}>
          <div className={classes.head}>
            <Heading className={classes.title}>{title}</Heading>
            <div className={classes.actions}>
              {chosen.length > 0 && (
                <ActionList actions={block.bulk} size="xs" options={{ selection: { [id]: chosen } }} />
              )}
              {block.export && <ActionButton action={block.export} size="xs" />}
            </div>
          </div>
          <TableTools table={block} id={id} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard */}
          <section className={classes.scroll} aria-label={title} tabIndex={0}>
            <table className={classes.table} data-dense={block.dense || undefined}>
              <Head table={block} id={id} />
              <tbody>
                {block.rows.map((row) => (
                  <Row key={row.id} row={row} table={block} id={id} />
                ))}
              </tbody>
              {block.totals && <Foot table={block} />}
            </table>
            {block.rows.length === 0 && <p className={classes.empty}>{plain(block.empty) || t('Nothing here.')}</p>}
          </section>
          {(block.omitted ?? 0) > 0 && (
            <p className={classes.note}>
              {t('{omitted} more rows are not shown here.', { omitted: block.omitted ?? 0 })}
            </p>
          )}
          <Pager table={block} id={id} />
        </div>
      </OneCell>
    </Box.Provider>
  )
}

const hasActions = (table: TableData) => !!table.row_actions?.length || table.rows.some((row) => row.actions?.length)
const hasDetail = (table: TableData) => table.rows.some((row) => row.detail?.length)

function Head({ table, id }: { table: TableData; id: string }) {
  return (
    <thead>
      <tr>
        {table.select === 'multi' && (
          <th className={classes.narrow}>
            <ChooseAll table={table} id={id} />
          </th>
        )}
        {hasDetail(table) && (
          <th className={classes.narrow}>
            <VisuallyHidden>{t('Details')}</VisuallyHidden>
          </th>
        )}
        {table.columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={table.sort} id={id} />
        ))}
        {hasActions(table) && (
          <th className={classes.narrow}>
            <VisuallyHidden>{t('Actions')}</VisuallyHidden>
          </th>
        )}
      </tr>
    </thead>
  )
}

function HeadCell({ column, sort, id }: { column: Column; sort: string | undefined; id: string }) {
  const { setParams } = useSurfaceApi()
  const down = sort === `-${column.key}`
  const up = sort === column.key
  const next = up ? `-${column.key}` : column.key
  const label = plain(column.label)
  return (
    <th
      scope="col"
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
      title={plain(column.help) || undefined}
      {...cellLook(column)}
    >
      {column.sortable ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => setParams({ [`${id}.sort`]: next, [`${id}.page`]: undefined, [`${id}.cursor`]: undefined })}
        >
          {label}
          {up && <IconChevronUp size={14} aria-hidden="true" />}
          {down && <IconChevronDown size={14} aria-hidden="true" />}
        </button>
      ) : (
        label
      )}
    </th>
  )
}

const endward = new Set(['number', 'percent', 'money', 'bytes', 'duration'])

function cellLook(column: Column) {
  const align = column.align ?? (column.as && endward.has(column.as) ? 'end' : 'start')
  return { 'data-align': align, 'data-as': column.as, 'data-hide': column.hide_below, 'data-width': column.width }
}

function Row({ row, table, id }: { row: RowData; table: TableData; id: string }) {
  const [open, setOpen] = useState(false)
  const actions: Action[] = row.actions ?? table.row_actions ?? []
  const primary = table.columns.find((column) => column.primary)?.key ?? table.columns[0]?.key
  const span = table.columns.length + 3
  return (
    <Fragment>
      <tr data-tone={row.tone}>
        {table.select === 'multi' && (
          <td className={classes.narrow}>
            <ChooseRow id={id} row={row.id} />
          </td>
        )}
        {hasDetail(table) && (
          <td className={classes.narrow}>
            {row.detail?.length ? (
              <button
                type="button"
                className={classes.expand}
                aria-expanded={open}
                aria-label={t('Details')}
                onClick={() => setOpen(!open)}
              >
                {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
              </button>
            ) : null}
          </td>
        )}
        {table.columns.map((column) => (
          <td key={column.key} {...cellLook(column)}>
            <Cell table={table} id={id} row={row} column={column} link={column.key === primary} />
          </td>
        ))}
        {hasActions(table) && (
          <td className={classes.narrow}>
            <ActionMenu
              actions={actions}
              compact
              label={t('Actions for row {id}', { id: row.id })}
              options={{ selection: { [id]: [row.id] }, params: { row: row.id } }}
            />
          </td>
        )}
      </tr>
      {open && row.detail && (
        <tr className={classes.detail}>
          <td colSpan={span}>
            <div className={classes.detailBox}>
              <Blocks blocks={row.detail} />
            </div>
          </td>
        </tr>
      )}
    </Fragment>
  )
}

function Foot({ table }: { table: TableData }) {
  return (
    <tfoot>
      <tr>
        {table.select === 'multi' && <td />}
        {hasDetail(table) && <td />}
        {table.columns.map((column) => (
          <td key={column.key} {...cellLook(column)}>
            {table.totals?.[column.key] ? <ValueView value={table.totals[column.key]} as={column.as} /> : null}
          </td>
        ))}
        {hasActions(table) && <td />}
      </tr>
    </tfoot>
  )
}

function ChooseRow({ id, row }: { id: string; row: string }) {
  const { selection, select } = useSurfaceApi()
  const chosen = selection[id] ?? []
  const on = chosen.includes(row)
  return (
    <Checkbox
      size="xs"
      aria-label={t('Choose row {row}', { row })}
      checked={on}
      onChange={() => select(id, on ? chosen.filter((one) => one !== row) : [...chosen, row])}
    />
  )
}

function ChooseAll({ table, id }: { table: TableData; id: string }) {
  const { selection, select } = useSurfaceApi()
  const chosen = selection[id] ?? []
  const all = table.rows.map((row) => row.id)
  const on = all.length > 0 && all.every((row) => chosen.includes(row))
  return (
    <Checkbox
      size="xs"
      aria-label={t('Choose all rows')}
      checked={on}
      indeterminate={!on && chosen.length > 0}
      onChange={() => select(id, on ? [] : all)}
    />
  )
}
