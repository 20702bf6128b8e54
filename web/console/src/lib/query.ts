import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api/client'

const retried = new Set(['unavailable', 'internal'])

/** Sends the browser to sign in and back here afterwards. */
export function signIn() {
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
}

export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && error instanceof ApiError && retried.has(error.kind),
      },
    },
  })
  const watch = (event: { type: string; action?: { type: string; error?: unknown } }) => {
    const error = event.type === 'updated' && event.action?.type === 'error' ? event.action.error : null
    if (error instanceof ApiError && error.kind === 'unauthenticated') signIn()
  }
  client.getQueryCache().subscribe(watch as never)
  client.getMutationCache().subscribe(watch as never)
  return client
}

/** Every key that the cache knows, so that a change can name what it makes stale. */
export const keys = {
  me: ['me'] as const,
  views: ['views'] as const,
  tickets: ['tickets'] as const,
  ticketList: (filter: object) => ['tickets', 'list', filter] as const,
  ticket: (id: number) => ['tickets', 'one', id] as const,
  activities: (id: number) => ['tickets', 'one', id, 'activities'] as const,
  viewers: (id: number) => ['tickets', 'one', id, 'viewers'] as const,
  notices: ['notices'] as const,
  noticeList: ['notices', 'list'] as const,
  unread: ['notices', 'unread'] as const,
  noticeChoices: ['notice-choices'] as const,
  people: ['people'] as const,
  peopleList: (filter: object) => ['people', 'list', filter] as const,
  person: (id: number) => ['people', 'one', id] as const,
  peopleImport: (file: object) => ['people-import', file] as const,
  teams: ['teams'] as const,
  organizations: ['organizations'] as const,
  organizationList: (q: string) => ['organizations', 'list', q] as const,
  organization: (id: number) => ['organizations', 'one', id] as const,
  roles: ['roles'] as const,
  permissions: ['permissions'] as const,
  plugins: ['plugins'] as const,
  discarded: ['deliveries', 'discarded'] as const,
  plugin: (id: string) => ['plugins', 'one', id] as const,
  pluginPart: (id: string, part: string) => ['plugins', 'one', id, part] as const,
  receipt: ['receipt'] as const,
  surfaces: ['surfaces'] as const,
  departments: ['departments'] as const,
  groups: ['groups'] as const,
  invitations: ['invitations'] as const,
  grants: (user: number) => ['people', 'one', user, 'grants'] as const,
  holders: (key: string) => ['permissions', 'holders', key] as const,
  preview: (change: object) => ['preview', change] as const,
  explain: (question: object) => ['explain', question] as const,
  effect: (plugin: string) => ['plugins', 'effect', plugin] as const,
  audit: (filter: object) => ['audit', filter] as const,
  settings: (part: string) => ['settings', part] as const,
  tokens: ['tokens'] as const,
  sessions: ['sessions'] as const,
}
