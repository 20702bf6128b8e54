import { t } from '@i18n'
import type { TicketFilter } from '@/lib/api/tickets'
import { channelNames } from '@/lib/channels'
import { IconX } from '@/ui/icons'
import { priorityNames, statusNames } from '@/ui/status'
import classes from './filter-chips.module.css'
import { assignees, type Change } from './toolbar'
import { type Names, useNames } from './use-names'
import { whenText } from './when'

interface Props {
  filter: TicketFilter
  onChange: (change: Change) => void
}

/** What narrows the view now, each with a way to take it back. */
export function FilterChips({ filter, onChange }: Props) {
  const shown = chips(filter, useNames(filter))
  if (shown.length === 0) return null
  return (
    <ul className={classes.chips} aria-label={t('Filters in force')}>
      {shown.map(([name, label]) => (
        <li key={name}>
          <button type="button" className={classes.chip} onClick={() => onChange({ [name]: undefined })}>
            <span className="pb-hidden">{t('Remove the filter')} </span>
            <span className={classes.label}>{label}</span>
            <IconX size={13} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Each filter in force in words; one that this console does not know is shown as it is written. */
export function chips(filter: TicketFilter, names: Names): [keyof Change, string][] {
  const { status, priority, assignee, tag, requester, team, contributor, organization, channel, when, snoozed, q } =
    filter
  const said: [keyof Change, string | undefined][] = [
    ['status', status && each(status, statusNames)],
    ['priority', priority && t('{name} priority', { name: each(priority, priorityNames) })],
    [
      'assignee',
      assignee &&
        who(named(assignees, assignee) ?? names.assignee, (name) => t('Assignee: {name}', { name }), t('One assignee')),
    ],
    ['tag', tag && t('Tag: {tag}', { tag })],
    ['requester', requester && who(names.requester, (name) => t('Requester: {name}', { name }), t('One requester'))],
    [
      'team',
      team && (team === 'none' ? t('No team') : who(names.team, (name) => t('Team: {name}', { name }), t('One team'))),
    ],
    [
      'contributor',
      contributor &&
        who(
          named(assignees, contributor) ?? names.contributor,
          (name) => t('Contributor: {name}', { name }),
          t('One contributor'),
        ),
    ],
    [
      'organization',
      organization && who(names.organization, (name) => t('Organization: {name}', { name }), t('One organization')),
    ],
    ['channel', channel && t('Channel: {channel}', { channel: each(channel, channelNames) })],
    ['when', when && whenText(when)],
    ['within', filter.within && t('What the report counts')],
    ['snoozed', snoozed && (snoozed === 'only' ? t('Snoozed') : t('Snoozed ones, too'))],
    ['q', q && `“${q}”`],
  ]
  return said.filter((chip): chip is [keyof Change, string] => !!chip[1])
}

const named = (words: Record<string, string>, value: string): string | undefined => words[value]

/** "open,pending" is two of them. */
const each = (values: string, words: Record<string, string>) =>
  values
    .split(',')
    .map((value) => named(words, value) ?? value)
    .join(', ')

const who = (name: string | undefined, say: (name: string) => string, unknown: string) => (name ? say(name) : unknown)
