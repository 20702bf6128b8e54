import { ValueView } from '@blocks/value'
import classes from './ticket-row.module.css'
import type { Cell } from './use-columns'

/** What plugins say about one ticket of the list. */
export default function Cells({ cells }: { cells: Cell[] }) {
  return cells.map(({ key, title, value, as }) => (
    <span key={key} className={classes.cell} title={title}>
      <span className="pb-hidden">{title}: </span>
      <ValueView value={value} as={as} />
    </span>
  ))
}
