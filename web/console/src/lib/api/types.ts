// The shapes that the server sends. Times are RFC 3339 in UTC; what is absent
// is null.

export type Abilities = Record<string, boolean>

export interface Ref {
  id: number
  name: string
}

export interface Page<T> {
  items: T[]
  next: string | null
}

export type Theme = 'auto' | 'light' | 'dark'
export type UserKind = 'employee' | 'user'
export type Scope = 'own' | 'team' | 'department' | 'all'
export type Level = 'none' | 'read' | 'modify' | 'full' | 'custom'

export interface RoleRef {
  slug: string
  name: string
}

export interface Me {
  user: { id: number; name: string; email: string; kind: UserKind; locale: string; timezone: string; theme: Theme }
  roles: RoleRef[]
  teams: Ref[]
  keys: Record<string, Scope>
  abilities: Abilities
  pages: PluginPage[]
  company: { name: string }
}

export interface PluginPage {
  plugin: string
  surface: string
  title: string
  icon: string | null
  href: string | null
}

export type Status = 'open' | 'pending' | 'on_hold' | 'solved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

export interface TicketRow {
  id: number
  subject: string
  status: Status
  priority: Priority
  channel: string
  team: Ref | null
  assignee: Ref | null
  requester: { id: number; name: string; email: string | null } | null
  organization: Ref | null
  tags: string[]
  pinned: boolean
  follow_up_at: string | null
  contributor_count: number
  message_count: number
  version: number
  created_at: string
  updated_at: string
  abilities: Abilities
}

export interface Attachment {
  id: number
  name: string
  size: number
  mime: string
  href: string
}

export interface Message {
  id: number
  kind: 'reply' | 'comment' | 'system'
  author: Ref | null
  from_customer: boolean
  body_html: string
  body_text: string
  created_at: string
  attachments: Attachment[]
}

export interface Contributor extends Ref {
  added_at: string
}

export interface RelatedTicket {
  id: number
  subject: string
  status: Status
}

export interface Ticket extends TicketRow {
  resolution: string | null
  contributors: Contributor[]
  cc: Ref[]
  related: RelatedTicket[]
  merged_into: number | null
  messages: Message[]
  first_response_at: string | null
  resolved_at: string | null
  closed_at: string | null
  panels: PluginPage[]
  actions: PluginPage[]
}

export interface Activity {
  id: number
  type: string
  actor: Ref | null
  plugin: string | null
  data: Record<string, unknown> | null
  names: Record<string, string>
  at: string
}

export interface View {
  id: string | number
  name: string
  audience: 'system' | 'own' | 'team' | 'shared'
  team: Ref | null
  filter: Record<string, unknown>
  sort: string | null
  count: { n: number; more: boolean } | null
  abilities: Abilities
}

export interface User {
  id: number
  name: string
  email: string
  kind: UserKind
  phone: string | null
  organization: Ref | null
  roles: RoleRef[]
  teams: Ref[]
  verified: boolean
  disabled: boolean
  last_seen_at: string | null
  created_at: string
  version: number
  abilities: Abilities
}

export interface Team extends Ref {
  department: Ref | null
  abilities?: Abilities
}

export interface KeyInfo {
  key: string
  title: string
  help: string
  for: string
  scoped: boolean
  destructive: boolean
  requires: string[] | null
  only_custom: boolean
  /** The feature whose plugin brought this key, when it is not the row's own. */
  from: string | null
}

export interface FeatureInfo {
  id: string
  owner: string
  title: string
  help: string
  for: string
  keys: KeyInfo[]
  levels: Partial<Record<Level, string[]>>
}

export interface RoleFeature {
  level?: Level | null
  scope?: Scope | null
  keys?: Record<string, Scope> | null
  plus?: string[] | null
  minus?: string[] | null
}

export interface Role {
  slug: string
  name: string
  type: UserKind
  builtin: boolean
  everything: boolean
  except: string[] | null
  scope: Scope | null
  manages: string[] | null
  requires: string[] | null
  features: Record<string, RoleFeature> | null
  holders: number
  effective: Record<string, Scope>
  abilities: Abilities
}

export interface PluginInfo {
  id: string
  name: string
  version: string
  publisher: string
  description: string
  tier: 'bundled' | 'verified' | 'local'
  state: 'available' | 'enabled' | 'disabled' | 'failed'
  features: FeatureInfo[] | null
  capabilities: { name: string; reason: string }[] | null
  pages: PluginPage[] | null
  error: string | null
  abilities: Abilities
}
