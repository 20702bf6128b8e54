import { Surface } from '@blocks/surface'
import type { User } from '@/lib/api/types'

/** What plugins show beside a person. Each stands and falls alone. */
export default function PersonPanels({ person }: { person: User }) {
  return (person.panels ?? []).map((panel) => (
    <Surface
      key={`${panel.plugin}/${panel.surface}`}
      plugin={panel.plugin}
      surface={panel.surface}
      title={panel.title}
      icon={panel.icon}
      context={{ person: String(person.id) }}
      look="panel"
    />
  ))
}
