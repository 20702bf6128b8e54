import { t } from '@i18n'
import type { AuditEntry } from '@/lib/api/types'

/** The kinds of things that the log is about. */
export const kinds: Record<string, string> = {
  person: t('Person'),
  role: t('Role'),
  policy: t('Whole set of roles'),
  team: t('Team'),
  department: t('Department'),
  organization: t('Organization'),
  group: t('Group'),
  invitation: t('Invitation'),
  plugin: t('Plugin'),
  token: t('Token'),
  settings: t('Settings'),
  setup: t('kind|Set-up'),
  publisher: t('Publisher'),
  visitor: t('Visitor'),
  delivery: t('Delivery'),
}

/** What was done, by the part of an action behind its first point. */
const deeds: Record<string, string> = {
  created: t('Created'),
  updated: t('Changed'),
  deleted: t('Deleted'),
  enabled: t('Enabled'),
  disabled: t('Disabled'),
  reset: t('deed|Reset'),
  imported: t('Imported'),
  done: t('deed|Done'),
  replayed: t('Sent again'),
  installed: t('Installed'),
  uninstalled: t('Uninstalled'),
  upgraded: t('Upgraded'),
  rolled_back: t('Rolled back'),
  exported: t('Data downloaded'),
  stopped: t('Stopped by itself'),
  quota_set: t('Storage limit changed'),
  visitor_banned: t('Banned'),
  verified: t('Address confirmed'),
  registered_again: t('Registered again'),
  roles_changed: t('Roles changed'),
  password_changed: t('Password changed'),
  grant_given: t('Grant given'),
  grant_taken: t('Grant taken'),
  member_added: t('Member added'),
  member_removed: t('Member removed'),
  settings_changed: t('Settings changed'),
  branding_changed: t('Branding changed'),
  company_changed: t('Company changed'),
  guests_changed: t('Guests changed'),
  mail_changed: t('Mail server changed'),
  providers_changed: t('Sign-in providers changed'),
  registration_changed: t('Registration changed'),
  publisher_pinned: t('Publisher trusted'),
  publisher_unpinned: t('Publisher no longer trusted'),
}

/** "person.roles_changed" as it is read: "Roles changed". */
export function deed(action: string): string {
  const verb = action.slice(action.indexOf('.') + 1)
  return deeds[verb] ?? verb.charAt(0).toUpperCase() + verb.slice(1).replaceAll(/[_.]/g, ' ')
}

export const kindOf = (entry: AuditEntry) => kinds[entry.target_type] ?? entry.target_type
