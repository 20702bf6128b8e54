import { t } from '@i18n'
import type { Activity, Priority, Status } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { priorityNames, statusNames } from '@/ui/status'

type Data = Record<string, unknown>
type Names = Record<string, string>

const words: Record<string, (data: Data, names: Names, actor: number | undefined) => string> = {
  created: () => t('opened the ticket'),
  replied: () => t('replied'),
  commented: () => t('added a private note'),
  status_changed: (data) =>
    t('set the status to {to}', { to: label(statusNames, data.to) }) + was(label(statusNames, data.from)),
  priority_changed: (data) =>
    t('set the priority to {to}', { to: label(priorityNames, data.to) }) + was(label(priorityNames, data.from)),
  assignee_changed: (data, names, actor) => {
    if (data.to === actor) return t('took the ticket')
    if (data.to) return t('gave the ticket to {name}', { name: names.to ?? t('somebody') })
    return t('took the ticket from {name}', { name: names.from ?? t('its assignee') })
  },
  team_changed: (_, names) =>
    (names.to ? t('moved the ticket to {name}', { name: names.to }) : t('moved the ticket to no team')) +
    was(names.from),
  requester_changed: (_, names) => t('made {name} the requester', { name: names.to ?? t('somebody else') }),
  subject_changed: ({ to }) => (to ? t('changed the subject to “{to}”', { to: String(to) }) : t('changed the subject')),
  tags_changed: (data) => t('set the tags to {tags}', { tags: list(data.to) }),
  resolution_changed: () => t('wrote down the resolution'),
  follow_up_changed: ({ to }) =>
    to ? t('set the follow-up to {time}', { time: dateTime(String(to)) }) : t('removed the follow-up'),
  snoozed: ({ until }) =>
    until
      ? t('snoozed the ticket until {time}', { time: dateTime(String(until)) })
      : t('snoozed the ticket until the customer replies'),
  woken: (data) => woken[String(data.why)] ?? t('woke the ticket'),
  pinned_changed: (data) => (data.to ? t('pinned the ticket') : t('unpinned the ticket')),
  contributor_added: (_, names) => t('asked {name} in', { name: names.user ?? t('a colleague') }),
  contributor_removed: (_, names) =>
    t('removed {name} from the contributors', { name: names.user ?? t('a colleague') }),
  cc_added: (_, names) => t('copied {name} in', { name: names.user ?? t('somebody') }),
  cc_removed: (_, names) => t('took {name} out of the copies', { name: names.user ?? t('somebody') }),
  merged: (data) => t('merged the ticket into {ticket}', { ticket: ticket(data) }),
  merged_from: (data) => t('merged {ticket} into this one', { ticket: ticket(data) }),
  related: (data) => t('related {ticket}', { ticket: ticket(data) }),
  unrelated: (data) => t('took away the relation to {ticket}', { ticket: ticket(data) }),
  attached: () => t('attached a file'),
  plugin_heard: (data) => heard(data),
}

const woken: Record<string, string> = {
  time: t('brought the ticket back: its time had come'),
  reply: t('brought the snoozed ticket back with a reply'),
  given: t('brought the snoozed ticket back by giving it away'),
}

/** What an entry of the activity list says after the name of who did it. */
export function describe(entry: Activity): string {
  const say = words[entry.type]
  return say ? say(entry.data ?? {}, entry.names ?? {}, entry.actor?.id) : entry.type.replaceAll(/[._]/g, ' ')
}

/** What a plugin did when it was asked or told; the line names the plugin beside it. */
function heard(data: Data): string {
  const did: Record<string, string> = {
    saw: t('a plugin looked at it beforehand'),
    changed: t('a plugin changed {fields}', { fields: list(data.fields) }),
    vetoed: t('a plugin stopped it'),
    failed: t('a plugin failed'),
    told: t('a plugin was told'),
  }
  const reason = data.reason ? `: ${data.reason}` : ''
  return `${did[String(data.verdict)] ?? t('a plugin took part')} (${data.hook}, ${data.ms} ms)${reason}`
}

const ticket = (data: Data) => (data.other ? `#${data.other}` : t('another ticket'))
const label = (names: Record<string, string>, value: unknown) =>
  names[value as Status & Priority] ?? String(value ?? '')
const was = (before: string | undefined) => (before ? ` ${t('(was {before})', { before })}` : '')
const list = (value: unknown) => (Array.isArray(value) && value.length ? value.join(', ') : t('none'))
