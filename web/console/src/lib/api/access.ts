import { get, post } from './client'
import type { Explanation, KeyHolders, Preview, PreviewRequest } from './types'

export interface Question {
  key: string
  user_id?: number
  ticket_id?: number
}

export const previewAccess = (change: PreviewRequest) => post<Preview>('/access/preview', change)
export const explainAccess = (question: Question) => post<Explanation>('/access/explain', question)
export const fetchKeyHolders = (key: string) => get<KeyHolders>(`/permissions/${encodeURIComponent(key)}`)
