import type { Insert } from '@blocks/inserts'
import type { Ticket } from '@/lib/api/types'
import PluginPanels from '@/ui/plugin-panels'
import classes from './panels.module.css'

interface Props {
  ticket: Ticket
  onInsert: (insert: Insert) => void
}

export default function Panels({ ticket, onInsert }: Props) {
  return (
    <div className={classes.panels}>
      <PluginPanels panels={ticket.panels} context={{ ticket: String(ticket.id) }} onInsert={onInsert} />
    </div>
  )
}
