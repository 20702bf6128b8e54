import { del, get, patch, post } from './client'
import type { Organization, Share } from './types'

export interface OrganizationFields {
  name: string
  domain: string
  share: Share
}

export const fetchOrganization = (id: number) => get<Organization>(`/organizations/${id}`)

export const createOrganization = (fields: OrganizationFields) => post<Organization>('/organizations', fields)

export const updateOrganization = (id: number, fields: OrganizationFields, version: number) =>
  patch<Organization>(`/organizations/${id}`, { ...fields, version })

export const deleteOrganization = (id: number) => del(`/organizations/${id}`)
