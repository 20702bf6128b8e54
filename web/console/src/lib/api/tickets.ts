import { base, del, get, patch, post, put, request, search } from './client'
import type {
  Activity,
  Attachment,
  BulkChange,
  BulkOutcome,
  Message,
  Page,
  Priority,
  Ref,
  Snoozing,
  Status,
  Ticket,
  TicketRow,
  TransferTeams,
  View,
  Viewers,
} from './types'

export interface TicketFilter {
  view?: string
  status?: string
  team?: string
  assignee?: string
  contributor?: string
  organization?: string
  requester?: string
  channel?: string
  /** Conditions on recorded moments, as reports link to them: created~from~to. */
  when?: string
  /** A permission key in whose scope a report counted. */
  within?: string
  /** Lists of work leave out what is snoozed, unless asked: too, only. */
  snoozed?: string
  tag?: string
  priority?: string
  q?: string
  sort?: string
}

export const fetchViews = (signal?: AbortSignal) => get<Page<View>>('/views', undefined, signal)

export const fetchTickets = (filter: TicketFilter, cursor: string | null, signal?: AbortSignal, limit = 50) =>
  get<Page<TicketRow>>('/tickets', { ...filter, cursor, limit }, signal)

export const fetchTicket = (id: number, signal?: AbortSignal) => get<Ticket>(`/tickets/${id}`, undefined, signal)
export const fetchActivities = (id: number) => get<Page<Activity>>(`/tickets/${id}/activities`)

export interface NewTicket {
  subject: string
  body: string
  requester_id?: number
  requester?: { name: string; email: string }
  team_id?: number | null
  priority?: Priority
  tags?: string[]
}

export const createTicket = (ticket: NewTicket) => post<Ticket>('/tickets', ticket)

export interface TicketPatch {
  version: number
  subject?: string
  status?: Status
  priority?: Priority
  tags?: string[]
  follow_up_at?: string | null
  /** Null wakes the ticket. */
  snooze?: Snoozing | null
  pinned?: boolean
  resolution?: string | null
}

export const updateTicket = (id: number, change: TicketPatch) => patch<Ticket>(`/tickets/${id}`, change)
export const changeTickets = (items: BulkChange[]) => post<Page<BulkOutcome>>('/tickets/bulk', { items })
export const deleteTicket = (id: number) => del(`/tickets/${id}`)
export const takeTicket = (id: number, version?: number) => post<Ticket>(`/tickets/${id}/take`, { version })

export const assignTicket = (id: number, user: number, version: number) =>
  put<Ticket>(`/tickets/${id}/assignee`, { user_id: user, version })

export const unassignTicket = (id: number, version: number) => del<Ticket>(`/tickets/${id}/assignee`, { version })
export const addContributor = (id: number, user: number) => put<Ticket>(`/tickets/${id}/contributors/${user}`)
export const removeContributor = (id: number, user: number) => del<Ticket>(`/tickets/${id}/contributors/${user}`)

export const transferTicket = (id: number, team: number | null, version: number) =>
  post<Ticket>(`/tickets/${id}/transfer`, { team_id: team, version })

export const mergeTicket = (id: number, into: number, version: number) =>
  post<Ticket>(`/tickets/${id}/merge`, { into, version })

export const relateTicket = (id: number, other: number) => put<Ticket>(`/tickets/${id}/related/${other}`)
export const unrelateTicket = (id: number, other: number) => del<Ticket>(`/tickets/${id}/related/${other}`)

export interface NewMessage {
  kind: 'reply' | 'comment'
  body: string
  format: 'text' | 'markdown'
  attachments?: number[]
  status?: Status
  /** Whom a private note is for in particular. */
  mentions?: number[]
}

export const addMessage = (id: number, message: NewMessage) => post<Message>(`/tickets/${id}/messages`, message)

export const uploadFile = (id: number, file: File) =>
  request<Attachment>('PUT', `/tickets/${id}/uploads`, { query: { name: file.name }, raw: file })

export const fetchViewers = (id: number) => get<Viewers>(`/tickets/${id}/viewers`)
export const findMentionable = (id: number, q: string) => get<Page<Ref>>(`/tickets/${id}/mentionable`, { q })
export const findAssignees = (id: number, q: string) => get<Page<Ref>>(`/tickets/${id}/assignees`, { q })
export const findColleagues = (id: number, q: string) => get<Page<Ref>>(`/tickets/${id}/colleagues`, { q })
export const fetchTransferTeams = (id: number) => get<TransferTeams>(`/tickets/${id}/teams`)

/** Where an attachment is downloaded from, when the server did not say. */
export const attachmentHref = (file: Attachment) => file.href || `${base}/attachments/${file.id}${search()}`
