import { del, get, patch, post, put, request } from './client'
import type { ImportReport, Organization, Page, Team, User, UserKind } from './types'

export interface PeopleFilter {
  q?: string
  kind?: string
  role?: string
  team?: number
  organization?: number
  group?: number
}

export const fetchPeople = (filter: PeopleFilter, cursor: string | null, signal?: AbortSignal) =>
  get<Page<User>>('/users', { ...filter, cursor, limit: 50 }, signal)

export const fetchPerson = (id: number) => get<User>(`/users/${id}`)

export interface NewPerson {
  name: string
  email: string
  kind: UserKind
  roles?: string[]
  password?: string
}

export interface PeopleFile {
  csv: string
  /** Which column each field comes from; left out, the server goes by the titles. */
  columns?: Record<string, string>
  invite?: boolean
}

export const importPeople = (file: PeopleFile, dry: boolean) =>
  request<ImportReport>('POST', '/users/import', { query: { dry_run: dry }, body: file })

export const createPerson = (person: NewPerson) => post<User>('/users', person)

export interface PersonPatch {
  version: number
  name?: string
  email?: string
  phone?: string | null
  organization_id?: number | null
}

export const updatePerson = (id: number, change: PersonPatch) => patch<User>(`/users/${id}`, change)
export const disablePerson = (id: number) => post<User>(`/users/${id}/disable`)
export const enablePerson = (id: number) => post<User>(`/users/${id}/enable`)
export const deletePerson = (id: number) => del(`/users/${id}`)
export const setPersonRoles = (id: number, roles: string[]) => put<User>(`/users/${id}/roles`, { roles })

export const fetchTeams = () => get<Page<Team>>('/teams')
export const fetchOrganizations = (q: string, cursor: string | null = null, signal?: AbortSignal) =>
  get<Page<Organization>>('/organizations', { q: q || undefined, cursor, limit: 50 }, signal)
