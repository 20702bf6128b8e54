import { t } from '@i18n'
import { ApiError } from '@/lib/api/client'
import { IconAlertTriangle } from './icons'
import classes from './refusal.module.css'

interface Props {
  /** An error, or the words themselves. */
  error: unknown
  /** Fields that show their own message. */
  shown?: string[]
}

/** What the server answered instead of doing it, in its own words; nothing where there is no error. */
export function Refusal({ error, shown = [] }: Props) {
  if (!error) return null
  if (typeof error === 'string') return <Words>{error}</Words>
  const known = error instanceof ApiError ? error : null
  const fields = Object.entries(known?.fields ?? {})
  const elsewhere = fields.filter(([name]) => !shown.includes(name)).map(([, message]) => message)
  if (fields.length > 0 && elsewhere.length === 0) return null
  const words = elsewhere.length > 0 ? elsewhere.join(' ') : (known?.message ?? t('Something went wrong on this page.'))
  return <Words>{words}</Words>
}

function Words({ children }: { children: string }) {
  return (
    <p className={classes.refusal} role="alert">
      <IconAlertTriangle size={17} aria-hidden="true" />
      <span>{children}</span>
    </p>
  )
}

/** The message of one field, if the server had one. */
export const fieldError = (error: unknown, name: string) => (error instanceof ApiError ? error.fields[name] : undefined)
