import type { Activity, Priority, Status } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { priorityNames, statusNames } from '@/ui/status'

type Data = Record<string, unknown>

const words: Record<string, (data: Data) => string> = {
  created: () => 'opened the ticket',
  replied: () => 'replied',
  commented: () => 'added a private note',
  taken: () => 'took the ticket',
  assigned: (data) => `gave the ticket to ${name(data.to ?? data.assignee ?? data)}`,
  unassigned: () => 'took the assignee off',
  status: (data) => `set the status to ${label(statusNames, data.to)}${from(statusNames, data.from)}`,
  priority: (data) => `set the priority to ${label(priorityNames, data.to)}${from(priorityNames, data.from)}`,
  subject: (data) => `changed the subject to “${data.to ?? ''}”`,
  tags: (data) => `set the tags to ${list(data.to)}`,
  contributor_added: (data) => `asked ${name(data.user ?? data)} in`,
  contributor_removed: (data) => `removed ${name(data.user ?? data)} from the contributors`,
  cc_added: (data) => `copied ${name(data.user ?? data)} in`,
  cc_removed: (data) => `took ${name(data.user ?? data)} out of the copies`,
  transferred: (data) => `moved the ticket to ${name(data.to ?? data.team) || 'no team'}`,
  merged: (data) =>
    data.into ? `merged the ticket into #${data.into}` : `merged #${data.from ?? ''} into this ticket`,
  related: (data) => `related #${data.ticket ?? data.other ?? ''}`,
  unrelated: (data) => `took away the relation to #${data.ticket ?? data.other ?? ''}`,
  pinned: () => 'pinned the ticket',
  unpinned: () => 'unpinned the ticket',
  follow_up: (data) => (data.to ? `set the follow-up to ${dateTime(String(data.to))}` : 'removed the follow-up'),
  resolution: () => 'wrote down the resolution',
  attached: (data) => `attached “${data.name ?? 'a file'}”`,
}

/** What an entry of the activity list says after the name of who did it. */
export function describe(entry: Activity): string {
  const type = entry.type.replace(/^ticket\./, '')
  const say = words[type] ?? words[type.replace('.', '_')]
  return say ? say(entry.data ?? {}) : type.replaceAll(/[._]/g, ' ')
}

function name(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return `#${value}`
  if (value && typeof value === 'object' && 'name' in value) return String(value.name)
  return ''
}

const label = (names: Record<string, string>, value: unknown) =>
  names[value as Status & Priority] ?? String(value ?? '')
const from = (names: Record<string, string>, value: unknown) => (value ? ` (was ${label(names, value)})` : '')
const list = (value: unknown) => (Array.isArray(value) && value.length ? value.join(', ') : 'none')
