import type { Me } from '@/lib/api/types'
import {
  IconBuilding,
  IconFriends,
  IconHistory,
  IconPlug,
  IconSettings,
  IconShield,
  IconUsers,
  IconUsersGroup,
} from './icons'

/** The pages of the administration, each with who may open it, as /me says. */
const pages = [
  { to: '/people', label: 'People', icon: IconUsers, may: ({ abilities }: Me) => abilities.people },
  { to: '/teams', label: 'Teams', icon: IconUsersGroup, may: ({ keys }: Me) => keys['people.teams.manage'] },
  { to: '/organizations', label: 'Organizations', icon: IconBuilding, may: ({ keys }: Me) => keys['people.org.view'] },
  { to: '/groups', label: 'Groups', icon: IconFriends, may: ({ keys }: Me) => keys['people.groups.manage'] },
  { to: '/roles', label: 'Roles', icon: IconShield, may: ({ abilities }: Me) => abilities.roles },
  { to: '/plugins', label: 'Plugins', icon: IconPlug, may: ({ abilities }: Me) => abilities.plugins },
  {
    to: '/settings',
    label: 'Settings',
    icon: IconSettings,
    may: ({ abilities, keys }: Me) => abilities.settings || keys['settings.company'],
  },
  { to: '/audit', label: 'Audit log', icon: IconHistory, may: ({ abilities }: Me) => abilities.audit },
] as const

export type ManagePage = (typeof pages)[number]

/** Those of them that this person may open. */
export const managePages = (me: Me): ManagePage[] => pages.filter(({ may }) => may(me))
