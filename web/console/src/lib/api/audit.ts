import { base, get, search } from './client'
import type { AuditEntry, Page } from './types'

export interface AuditFilter {
  actor?: number
  target_type?: string
  target_id?: string
  action?: string
  since?: string
  until?: string
}

export const fetchAudit = (filter: AuditFilter, cursor: string | null, signal?: AbortSignal) =>
  get<Page<AuditEntry>>('/audit', { ...filter, cursor, limit: 50 }, signal)

/** Where the same lines are downloaded as a table. */
export const auditFile = (filter: AuditFilter) => `${base}/audit.csv${search({ ...filter })}`
