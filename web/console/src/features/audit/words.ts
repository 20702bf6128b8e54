import type { AuditEntry } from '@/lib/api/types'

/** The kinds of things that the log is about. */
export const kinds: Record<string, string> = {
  person: 'Person',
  role: 'Role',
  policy: 'Whole set of roles',
  team: 'Team',
  department: 'Department',
  organization: 'Organization',
  group: 'Group',
  invitation: 'Invitation',
  plugin: 'Plugin',
  token: 'Token',
  settings: 'Settings',
}

/** "person.roles_changed" as it is read: "Roles changed". */
export function deed(action: string): string {
  const words = action.slice(action.indexOf('.') + 1).replaceAll(/[_.]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const kindOf = (entry: AuditEntry) => kinds[entry.target_type] ?? entry.target_type

/** The thing's name where the line has it, else its number or slug. */
export function targetName({ before, after, target_id }: AuditEntry): string {
  for (const side of [after, before]) {
    const { name, email } = (side ?? {}) as { name?: unknown; email?: unknown }
    const found = name || email
    if (typeof found === 'string') return found
  }
  return /^\d+$/.test(target_id) ? `#${target_id}` : target_id
}
