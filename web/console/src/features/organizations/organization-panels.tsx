import { Surface } from '@blocks/surface'
import type { Organization } from '@/lib/api/types'

/** What plugins show beside an organization. Each stands and falls alone. */
export default function OrganizationPanels({ organization }: { organization: Organization }) {
  return (organization.panels ?? []).map((panel) => (
    <Surface
      key={`${panel.plugin}/${panel.surface}`}
      plugin={panel.plugin}
      surface={panel.surface}
      title={panel.title}
      icon={panel.icon}
      context={{ org: String(organization.id) }}
      look="panel"
    />
  ))
}
