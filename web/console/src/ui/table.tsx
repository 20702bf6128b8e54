import type { ReactNode } from 'react'
import classes from './table.module.css'

export interface Column {
  head: string
  /** Share of the width, as CSS has it. */
  width?: string
  /** Goes first where there is no room. */
  minor?: boolean
  /** The head is for who can not see where the column stands. */
  quiet?: boolean
}

interface Props {
  label: string
  columns: Column[]
  children: ReactNode
  stale?: boolean
}

/** Rows in a frame; cells of a minor column carry `data-minor`. */
export function Table({ label, columns, children, stale }: Props) {
  return (
    <div className={classes.frame} data-stale={stale || undefined}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ head, width, minor, quiet }) => (
              <th key={head} scope="col" style={width ? { width } : undefined} data-minor={minor || undefined}>
                <span className={quiet ? 'pb-hidden' : undefined}>{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
