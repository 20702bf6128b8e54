import { t } from '@i18n'
import type { Scope } from './api/types'

export const scopes: Scope[] = ['own', 'team', 'department', 'all']
export const scopeNames: Record<Scope, string> = {
  own: t('Own'),
  team: t('Team'),
  department: t('Department'),
  all: t('All'),
}

/** Those that reach no further than the given one. */
export const within = (scope: Scope): Scope[] => scopes.slice(0, scopes.indexOf(scope) + 1)
