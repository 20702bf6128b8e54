import type { Scope } from './api/types'

export const scopes: Scope[] = ['own', 'team', 'department', 'all']
export const scopeNames: Record<Scope, string> = { own: 'Own', team: 'Team', department: 'Department', all: 'All' }

/** Those that reach no further than the given one. */
export const within = (scope: Scope): Scope[] => scopes.slice(0, scopes.indexOf(scope) + 1)
