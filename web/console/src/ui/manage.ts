import { t } from '@i18n'
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
  { to: '/people', label: t('People'), icon: IconUsers, may: ({ abilities }: Me) => abilities.people },
  { to: '/teams', label: t('Teams'), icon: IconUsersGroup, may: ({ keys }: Me) => keys['people.teams.manage'] },
  {
    to: '/organizations',
    label: t('Organizations'),
    icon: IconBuilding,
    may: ({ keys }: Me) => keys['people.org.view'],
  },
  { to: '/groups', label: t('Groups'), icon: IconFriends, may: ({ keys }: Me) => keys['people.groups.manage'] },
  { to: '/roles', label: t('Roles'), icon: IconShield, may: ({ abilities }: Me) => abilities.roles },
  { to: '/plugins', label: t('Plugins'), icon: IconPlug, may: ({ abilities }: Me) => abilities.plugins },
  {
    to: '/settings',
    label: t('Settings'),
    icon: IconSettings,
    may: ({ abilities, keys }: Me) => abilities.settings || keys['settings.company'],
  },
  { to: '/audit', label: t('Audit log'), icon: IconHistory, may: ({ abilities }: Me) => abilities.audit },
] as const

export type ManagePage = (typeof pages)[number]

/** Those of them that this person may open. */
export const managePages = (me: Me): ManagePage[] => pages.filter(({ may }) => may(me))
