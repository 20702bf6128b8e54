import { del, get, post } from './client'
import type { Page, Scope, SignedIn, Token } from './types'

export interface NewToken {
  name: string
  scopes: Record<string, Scope>
  expires_at?: string
}

export const fetchTokens = () => get<Page<Token>>('/me/tokens')

/** The answer, and no later one, carries the secret. */
export const createToken = (token: NewToken) => post<Token>('/me/tokens', token)
export const deleteToken = (id: number) => del(`/me/tokens/${id}`)
export const fetchSessions = () => get<Page<SignedIn>>('/me/sessions')
export const endSession = (id: string) => del(`/me/sessions/${encodeURIComponent(id)}`)
