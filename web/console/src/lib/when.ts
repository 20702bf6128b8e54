import { t } from '@i18n'

// Moments as the person means them: in the browser's own time zone.

/** What an input of type datetime-local holds for a moment. */
export function toLocalInput(iso: string): string {
  const at = new Date(iso)
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`
}

export const fromLocalInput = (text: string) => new Date(text).toISOString()

/** The usual times to come back to something: the morning after, in three days, next Monday; always at nine. */
export function presets(now = new Date()): { label: string; at: string }[] {
  const morning = (days: number) => {
    const at = new Date(now)
    at.setDate(at.getDate() + days)
    at.setHours(9, 0, 0, 0)
    return at.toISOString()
  }
  const toMonday = (8 - now.getDay()) % 7 || 7
  return [
    { label: t('Tomorrow morning'), at: morning(1) },
    { label: t('In three days'), at: morning(3) },
    { label: t('Next Monday'), at: morning(toMonday) },
  ]
}

/** The days of a week in the reader's language, from Monday on. */
export function weekdays(): string[] {
  const name = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => name.format(Date.UTC(2024, 0, day + 1)))
}
