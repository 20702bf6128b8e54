import { del, get, patch, put } from './client'
import type { Me, Theme } from './types'

export const fetchMe = () => get<Me>('/me')

export interface MePatch {
  name?: string
  locale?: string
  timezone?: string
  theme?: Theme
}

export const updateMe = (change: MePatch) => patch<Me>('/me', change)
export const changePassword = (current: string, password: string) => put<void>('/me/password', { current, password })
export const signOut = () => del('/session')
