import { t } from '@i18n'
import type { Viewer } from '@/lib/api/types'

type Way = NonNullable<Viewer['ways']>[number]

const words: Record<Way, string> = {
  owner: t('has the ticket'),
  contributor: t('contributes'),
  teams: t('sees the tickets of its team'),
  no_team: t('sees tickets without a team'),
  queue_teams: t('sees the queue of its team until somebody takes it'),
  queue_no_team: t('sees the queue without a team until somebody takes it'),
  requester: t('asked for it'),
  cc: t('is copied in'),
  organization: t('is of the organization that shares it'),
  all: t('sees every ticket'),
}

/** Why somebody sees a ticket, in a sentence without its subject. */
export function because(ways: Viewer['ways']): string {
  const text = (ways ?? []).map((way) => words[way]).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
