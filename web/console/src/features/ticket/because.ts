import type { Viewer } from '@/lib/api/types'

type Way = NonNullable<Viewer['ways']>[number]

const words: Record<Way, string> = {
  owner: 'has the ticket',
  contributor: 'contributes',
  teams: 'sees the tickets of its team',
  no_team: 'sees tickets without a team',
  queue_teams: 'sees the queue of its team until somebody takes it',
  queue_no_team: 'sees the queue without a team until somebody takes it',
  requester: 'asked for it',
  cc: 'is copied in',
  organization: 'is of the organization that shares it',
  all: 'sees every ticket',
}

/** Why somebody sees a ticket, in a sentence without its subject. */
export function because(ways: Viewer['ways']): string {
  const text = (ways ?? []).map((way) => words[way]).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
