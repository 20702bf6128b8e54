import { del, get, post, put } from './client'
import type { Group, Page } from './types'

export interface GroupFields {
  name: string
  roles: string[]
}

export const fetchGroups = () => get<Page<Group>>('/groups')
export const createGroup = (fields: GroupFields) => post<Group>('/groups', fields)

export const updateGroup = (id: number, fields: GroupFields, version: number) =>
  put<Group>(`/groups/${id}`, { ...fields, version })

export const deleteGroup = (id: number) => del(`/groups/${id}`)
export const addGroupMember = (id: number, user: number) => put<void>(`/groups/${id}/members/${user}`)
export const removeGroupMember = (id: number, user: number) => del(`/groups/${id}/members/${user}`)
