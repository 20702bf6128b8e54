import { t } from '@i18n'
import { date } from '@/lib/format'

/** What a condition on a moment says; days is "1 Nov 2026 – 30 Nov 2026", empty for any time. */
const moments: Record<string, (days: string) => string> = {
  created: (days) => t('Came in {days}', { days }),
  first_response: (days) => t('First answered {days}', { days }),
  resolved: (days) => t('Solved {days}', { days }),
  solved: (days) => t('Solved {days}', { days }),
  reopened: (days) => t('Opened again {days}', { days }),
  replied: (days) => t('Replied to {days}', { days }),
  worked: (days) => t('Worked on {days}', { days }),
  active: (days) => t('With work left on {days}', { days }),
}

/** Conditions on moments in words: created~2026-11-01T00:00:00Z~2026-12-01T00:00:00Z. */
export const whenText = (conditions: string) => conditions.split(',').map(one).join(', ')

function one(condition: string): string {
  const [moment = '', from, to, ...more] = condition.split('~')
  if (more.includes('never')) return moment === 'first_response' ? t('Not answered yet') : t('Not solved yet')
  // The end is the moment after the last.
  const last = to && date(new Date(Date.parse(to) - 1).toISOString())
  const first = moment !== 'active' && from && date(from)
  const days = [first, last].filter((day, at, all) => day && day !== all[at - 1]).join(' – ')
  return (moments[moment]?.(days) ?? moment).trim()
}
