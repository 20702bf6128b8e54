import { del, get, patch, post, put } from './client'
import type { Department, Page, Team } from './types'

export interface TeamFields {
  name: string
  department_id: number | null
}

export const createTeam = ({ name, department_id }: TeamFields) =>
  post<Team>('/teams', { name, department_id: department_id ?? undefined })

export const updateTeam = (id: number, change: Partial<TeamFields> & { version: number }) =>
  patch<Team>(`/teams/${id}`, change)

export const deleteTeam = (id: number) => del(`/teams/${id}`)
export const addTeamMember = (id: number, user: number) => put<void>(`/teams/${id}/members/${user}`)
export const removeTeamMember = (id: number, user: number) => del(`/teams/${id}/members/${user}`)

export const fetchDepartments = () => get<Page<Department>>('/departments')
export const createDepartment = (name: string) => post<Department>('/departments', { name })

export const renameDepartment = (id: number, name: string, version: number) =>
  patch<Department>(`/departments/${id}`, { name, version })

export const deleteDepartment = (id: number) => del(`/departments/${id}`)
