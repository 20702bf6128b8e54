import { locale, t } from '@i18n'

// Dates, numbers and sizes as the person reads them: in the language of the
// page, and in the time zone that is set once, from /me.

let timeZone: string | undefined

export function setTimeZone(next: string | undefined) {
  try {
    timeZone = new Intl.DateTimeFormat('en', { timeZone: next || undefined }).resolvedOptions().timeZone
  } catch {
    timeZone = undefined
  }
}

/** Formatters take long to make, and are needed for each row of a list: each is made once. */
const made = new Map<string, unknown>()

function once<F, O>(Format: new (locale: string, options?: O) => F, options?: O): F {
  const name = `${Format.name} ${JSON.stringify(options)}`
  if (!made.has(name)) made.set(name, new Format(locale, options))
  return made.get(name) as F
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 hours ago", "in 2 days"; within a minute of now, "just now". */
export function relative(iso: string, now = Date.now(), style: 'long' | 'narrow' = 'long'): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000)
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  if (!step) return style === 'narrow' ? t('now') : t('just now')
  const format = once(Intl.RelativeTimeFormat, { numeric: style === 'narrow' ? 'always' : 'auto', style })
  return format.format(Math.trunc(seconds / step[1]), step[0])
}

export const dateTime = (iso: string) =>
  once(Intl.DateTimeFormat, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso))

/** A moment for a narrow place: the year only where it is another one. */
export function dateTimeShort(iso: string, now = new Date()): string {
  const at = new Date(iso)
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  const parts = { day: 'numeric', month: 'short', year, hour: '2-digit', minute: '2-digit', timeZone } as const
  return once(Intl.DateTimeFormat, parts).format(at)
}

export const date = (iso: string) => {
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(iso)
  const zone = plain ? 'UTC' : timeZone
  return once(Intl.DateTimeFormat, { dateStyle: 'medium', timeZone: zone }).format(new Date(iso))
}

export const number = (value: number, options?: Intl.NumberFormatOptions) =>
  once(Intl.NumberFormat, options).format(value)

export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const power = size > 0 ? Math.min(Math.floor(Math.log(size) / Math.log(1000)), units.length - 1) : 0
  const value = size / 1000 ** power
  return number(value, {
    style: 'unit',
    unit: units[power],
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  })
}

/** "1 h 5 min" of milliseconds; seconds only below one minute. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3_600), 'hour'],
    [Math.floor((seconds % 3_600) / 60), 'minute'],
    [seconds < 60 ? seconds : 0, 'second'],
  ]
  const shown = parts.filter(([n]) => n > 0).slice(0, 2)
  const unit = (n: number, name: string) => number(n, { style: 'unit', unit: name, unitDisplay: 'short' })
  return shown.length ? shown.map(([n, name]) => unit(n, name)).join(' ') : unit(0, 'second')
}

/** "1 ticket", "5 tickets". */
export const count = (n: number, one: string, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`
