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
  people: ['people'] as const,
  peopleList: (filter: object) => ['people', 'list', filter] as const,
  person: (id: number) => ['people', 'one', id] as const,
  teams: ['teams'] as const,
  organizations: ['organizations'] as const,
  roles: ['roles'] as const,
  permissions: ['permissions'] as const,
  plugins: ['plugins'] as const,
  surfaces: ['surfaces'] as const,
}
