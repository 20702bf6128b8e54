import { del, get, put } from './client'
import type { Grant, Page, Scope } from './types'

export interface GrantFields {
  scope: Scope
  reason?: string
  expires_at?: string
}

const path = (user: number, key: string) => `/users/${user}/grants/${encodeURIComponent(key)}`

export const fetchGrants = (user: number) => get<Page<Grant>>(`/users/${user}/grants`)
export const putGrant = (user: number, key: string, grant: GrantFields) => put<Grant>(path(user, key), grant)
export const deleteGrant = (user: number, key: string) => del(path(user, key))
