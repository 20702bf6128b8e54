import { ValueView } from '@blocks/value'
import classes from './ticket-row.module.css'
import type { Cell } from './use-columns'

interface Props {
  columns: string[]
  cells: Cell[]
}

/** What plugins say about one ticket of the list, each below the one in the row above. */
export default function Cells({ columns, cells }: Props) {
  return cells.map(({ key, title, value, as }) => (
    <span key={key} className={classes.cell} style={{ gridColumn: columns.indexOf(key) + 1 }} title={title}>
      <span className="pb-hidden">{title}: </span>
      <ValueView value={value} as={as} />
    </span>
  ))
}
