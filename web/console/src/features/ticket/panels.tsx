import { Surface } from '@blocks/surface'
import type { Ticket } from '@/lib/api/types'
import classes from './panels.module.css'
import type { Insert } from './use-composer'

interface Props {
  ticket: Ticket
  onInsert: (insert: Insert) => void
}

/** What plugins show beside a ticket. Each stands and falls alone. */
export default function Panels({ ticket, onInsert }: Props) {
  return (
    <div className={classes.panels}>
      {ticket.panels.map((panel) => (
        <Surface
          key={`${panel.plugin}/${panel.surface}`}
          plugin={panel.plugin}
          surface={panel.surface}
          title={panel.title}
          icon={panel.icon}
          context={{ ticket: String(ticket.id) }}
          look="panel"
          onInsert={onInsert}
        />
      ))}
    </div>
  )
}
