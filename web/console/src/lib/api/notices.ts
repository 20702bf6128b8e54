import { get, post, put } from './client'
import type { Count, Notice, NoticePreference, Page } from './types'

export const fetchNotices = (cursor: string | null) => get<Page<Notice>>('/me/notices', { cursor, limit: 20 })
export const fetchUnread = () => get<Count>('/me/notices/unread')
export const readNotices = (which: { all: true } | { ticket: number } | { ids: number[] }) =>
  post<void>('/me/notices/read', which)
export const fetchNoticePreferences = () => get<Page<NoticePreference>>('/me/notices/preferences')
export const putNoticePreference = (kind: string, choice: { page: boolean; mail: boolean }) =>
  put<void>(`/me/notices/preferences/${kind}`, choice)
