import type { Activity, Priority, Status } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { priorityNames, statusNames } from '@/ui/status'

type Data = Record<string, unknown>
type Names = Record<string, string>

const words: Record<string, (data: Data, names: Names, actor: number | undefined) => string> = {
  created: () => 'opened the ticket',
  replied: () => 'replied',
  commented: () => 'added a private note',
  status_changed: (data) => `set the status to ${label(statusNames, data.to)}${from(statusNames, data.from)}`,
  priority_changed: (data) => `set the priority to ${label(priorityNames, data.to)}${from(priorityNames, data.from)}`,
  assignee_changed: (data, names, actor) =>
    data.to === actor
      ? 'took the ticket'
      : data.to
        ? `gave the ticket to ${names.to ?? 'somebody'}`
        : `took the ticket from ${names.from ?? 'its assignee'}`,
  team_changed: (_, names) => `moved the ticket to ${names.to ?? 'no team'}${names.from ? ` (was ${names.from})` : ''}`,
  requester_changed: (_, names) => `made ${names.to ?? 'somebody else'} the requester`,
  subject_changed: (data) => (data.to ? `changed the subject to “${data.to}”` : 'changed the subject'),
  tags_changed: (data) => `set the tags to ${list(data.to)}`,
  resolution_changed: () => 'wrote down the resolution',
  follow_up_changed: (data) =>
    data.to ? `set the follow-up to ${dateTime(String(data.to))}` : 'removed the follow-up',
  pinned_changed: (data) => (data.to ? 'pinned the ticket' : 'unpinned the ticket'),
  contributor_added: (_, names) => `asked ${names.user ?? 'a colleague'} in`,
  contributor_removed: (_, names) => `removed ${names.user ?? 'a colleague'} from the contributors`,
  cc_added: (_, names) => `copied ${names.user ?? 'somebody'} in`,
  cc_removed: (_, names) => `took ${names.user ?? 'somebody'} out of the copies`,
  merged: (data) => `merged the ticket into ${ticket(data)}`,
  merged_from: (data) => `merged ${ticket(data)} into this one`,
  related: (data) => `related ${ticket(data)}`,
  unrelated: (data) => `took away the relation to ${ticket(data)}`,
  attached: () => 'attached a file',
  plugin_heard: (data) => heard(data),
}

/** What an entry of the activity list says after the name of who did it. */
export function describe(entry: Activity): string {
  const say = words[entry.type]
  return say ? say(entry.data ?? {}, entry.names ?? {}, entry.actor?.id) : entry.type.replaceAll(/[._]/g, ' ')
}

/** What a plugin did when it was asked or told; the line names the plugin beside it. */
function heard(data: Data): string {
  const did: Record<string, string> = {
    saw: 'a plugin looked at it beforehand',
    changed: `a plugin changed ${list(data.fields)}`,
    vetoed: 'a plugin stopped it',
    failed: 'a plugin failed',
    told: 'a plugin was told',
  }
  const reason = data.reason ? `: ${data.reason}` : ''
  return `${did[String(data.verdict)] ?? 'a plugin took part'} (${data.hook}, ${data.ms} ms)${reason}`
}

const ticket = (data: Data) => (data.other ? `#${data.other}` : 'another ticket')
const label = (names: Record<string, string>, value: unknown) =>
  names[value as Status & Priority] ?? String(value ?? '')
const from = (names: Record<string, string>, value: unknown) => (value ? ` (was ${label(names, value)})` : '')
const list = (value: unknown) => (Array.isArray(value) && value.length ? value.join(', ') : 'none')
