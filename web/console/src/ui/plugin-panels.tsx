import { Surface } from '@blocks/surface'
import type { ComponentProps } from 'react'
import type { Ticket } from '@/lib/api/types'

interface Props extends Pick<ComponentProps<typeof Surface>, 'context' | 'onInsert'> {
  panels: Ticket['panels'] | undefined
}

/** What plugins show beside a ticket, a person or an organization. Each stands and falls alone. */
export default function PluginPanels({ panels, ...about }: Props) {
  return panels?.map((panel) => (
    <Surface
      key={`${panel.plugin}/${panel.surface}`}
      plugin={panel.plugin}
      surface={panel.surface}
      title={panel.title}
      icon={panel.icon}
      look="panel"
      {...about}
    />
  ))
}
