import type { AuditFilter } from '@/lib/api/audit'

/** What the address of the page says about which lines to show. */
export interface AuditSearch {
  actor?: string
  kind?: string
  target?: string
  action?: string
  since?: string
  until?: string
}

const day = 86_400_000

/** Days are the reader's own; until means the whole of that day. */
export function filterOf({ actor, kind, target, action, since, until }: AuditSearch): AuditFilter {
  return {
    actor: actor ? Number(actor) : undefined,
    target_type: kind,
    target_id: target,
    action,
    since: start(since, 0),
    until: start(until, day),
  }
}

function start(date: string | undefined, later: number): string | undefined {
  const at = date ? Date.parse(`${date}T00:00`) : Number.NaN
  return Number.isNaN(at) ? undefined : new Date(at + later).toISOString()
}
