import { t } from '@i18n'
import { type Field, plain } from './model'
import { isEmpty } from './show-if'

// The rules a field states about itself, checked here before the plugin is
// called; the server checks them again.

const patterns: Partial<Record<Field['kind'], [RegExp, string]>> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, t('This is not an e-mail address.')],
  url: [/^https?:\/\/\S+$/i, t('An address starts with https:// or http://.')],
  money: [/^-?\d+([.,]\d+)?$/, t('This is not an amount.')],
}

/** Stands in a file field's value for a file that is still on its way. */
export const UPLOADING = 'uploading'

/** What is wrong with a value, or an empty string. */
export function check(field: Field, value: unknown): string {
  if (field.disabled || field.readonly || field.kind === 'static' || field.kind === 'hidden') return ''
  if (isEmpty(value)) return field.required ? t('Please fill this in.') : ''
  if ([value].flat().includes(UPLOADING)) return t('A file is still on its way.')
  if (typeof value === 'string') return checkText(field, value)
  if (typeof value === 'number') return checkRange(field, value)
  if (field.kind === 'schedule') return checkHours(value as Record<string, [string, string][]>)
  return ''
}

function checkHours(week: Record<string, [string, string][]>): string {
  for (const hours of Object.values(week)) {
    let last = ''
    for (const [from, to] of hours) {
      if (!from || !to || from >= to || from < last) return t('Hours end after they begin, and come in order.')
      last = to
    }
  }
  return ''
}

function checkText(field: Field, value: string): string {
  const { min_length: least, max_length: most } = field
  if (least !== undefined && value.length < least) return t('At least {least} characters, please.', { least })
  if (most !== undefined && value.length > most) return t('At most {most} characters, please.', { most })
  const known = patterns[field.kind]
  if (known && !known[0].test(value)) return known[1]
  if (field.pattern && !matches(field.pattern, value))
    return plain(field.pattern_text) || t('This has not the right form.')
  if (field.kind === 'date' || field.kind === 'datetime' || field.kind === 'time') return checkOrder(field, value)
  return ''
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value)
  } catch {
    return true
  }
}

function checkRange(field: Field, value: number): string {
  const { min, max } = field
  if (min !== undefined && value < Number(min)) return t('At least {min}, please.', { min })
  if (max !== undefined && value > Number(max)) return t('At most {max}, please.', { max })
  return ''
}

function checkOrder(field: Field, value: string): string {
  const { min, max } = field
  if (min !== undefined && value < String(min)) return t('Not before {min}, please.', { min })
  if (max !== undefined && value > String(max)) return t('Not after {max}, please.', { max })
  return ''
}
