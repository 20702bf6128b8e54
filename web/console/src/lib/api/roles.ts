import { del, get, patch, post } from './client'
import type { FeatureInfo, Page, Ref, Role, RoleFeature, Scope, UserKind } from './types'

export const fetchPermissions = () => get<{ features: FeatureInfo[] }>('/permissions')
export const fetchRoles = () => get<Page<Role>>('/roles')
export const fetchRoleHolders = (slug: string) => get<Page<Ref>>(`/roles/${slug}/holders`)

export interface RolePatch {
  name?: string
  scope?: Scope | null
  features?: Record<string, RoleFeature>
  manages?: string[]
}

export const createRole = (role: { name: string; type: UserKind }) => post<Role>('/roles', role)
export const updateRole = (slug: string, change: RolePatch) => patch<Role>(`/roles/${slug}`, change)
export const cloneRole = (slug: string, name: string) => post<Role>(`/roles/${slug}/clone`, { name })
export const resetRole = (slug: string) => post<Role>(`/roles/${slug}/reset`)

/** Holders get the other role instead, or nothing. */
export const deleteRole = (slug: string, instead?: string) => del(`/roles/${slug}`, { move_to: instead })
