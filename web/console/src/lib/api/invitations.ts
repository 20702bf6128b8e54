import { del, get, post } from './client'
import type { Invitation, Page } from './types'

export interface NewInvitation {
  email: string
  name?: string
  roles?: string[]
  teams?: number[]
}

export const fetchInvitations = () => get<Page<Invitation>>('/invitations')

/** The answer, and no later one, carries the link to pass on where no letter can be sent. */
export const invite = (invitation: NewInvitation) => post<Invitation>('/invitations', invitation)
export const takeBackInvitation = (id: number) => del(`/invitations/${id}`)
