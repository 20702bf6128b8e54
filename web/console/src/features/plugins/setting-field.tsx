import { t } from '@i18n'
import { Checkbox, NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import type { PluginSetting } from '@/lib/api/types'
import { typed } from '@/lib/use-values'

/** What stands in a field: text, a switch, or null for a secret that is to go. */
export type Typed = string | boolean | null

/** A saved value as its field shows it. A secret is never shown. */
export function shown({ type, secret }: PluginSetting, value: unknown): Typed {
  if (secret || value === null || value === undefined) return type === 'bool' ? false : ''
  if (type === 'bool') return value === true
  if (type === 'json') return JSON.stringify(value, null, 2)
  return String(value)
}

/** What is sent for a field: the saved value where nobody touched it, null for the default, nothing to keep a secret. */
export function toSend({ type, secret }: PluginSetting, value: Typed | undefined, saved: unknown): unknown {
  if (value === undefined) return secret ? undefined : saved
  if (secret) return value === null ? null : value || undefined
  if (value === '' || value === null) return null
  if (typeof value === 'boolean') return value
  if (type === 'int' || type === 'float') return Number.isNaN(Number(value)) ? value : Number(value)
  if (type === 'json') return parsed(value)
  return value
}

/** JSON that cannot be read is sent as it is, for the server to say so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

interface Props {
  field: PluginSetting
  /** Of a secret: whether there is one. */
  isSet: boolean
  value: Typed
  error?: string
  onChange: (value: Typed) => void
}

export function SettingField({ field, isSet, value, error, onChange }: Props) {
  const { name, type, title, help, required, secret, options } = field
  const text = typeof value === 'string' ? value : ''
  const common = { label: title || name, description: help || undefined, error, name }
  if (secret) return <Secret {...{ field, isSet, value, error, onChange }} />
  if (type === 'bool') {
    return <Switch {...common} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
  }
  if (options?.length) {
    const data = options.map(({ value, title }) => ({ value, label: title || value }))
    return (
      <NativeSelect
        {...common}
        required={required}
        value={text}
        onChange={typed(onChange)}
        data={[...(required ? [] : [{ value: '', label: '—' }]), ...data]}
      />
    )
  }
  if (type === 'text' || type === 'json') {
    return (
      <Textarea
        {...common}
        required={required}
        value={text}
        autosize
        minRows={3}
        maxRows={12}
        onChange={typed(onChange)}
      />
    )
  }
  const numeric = type === 'int' || type === 'float'
  return (
    <TextInput
      {...common}
      required={required}
      inputMode={type === 'int' ? 'numeric' : numeric ? 'decimal' : undefined}
      placeholder={type === 'time' ? '2026-01-31T09:00:00Z' : undefined}
      value={text}
      onChange={typed(onChange)}
    />
  )
}

/** A secret is written and never read: the field only says whether there is one. */
function Secret({ field: { name, title, help, required }, isSet, value, error, onChange }: Props) {
  return (
    <div>
      <PasswordInput
        label={title || name}
        description={[
          help,
          isSet ? t('It is set, and is not shown. What you type takes its place.') : t('It is not set.'),
        ]
          .filter(Boolean)
          .join(' ')}
        required={required && !isSet}
        disabled={value === null}
        autoComplete="new-password"
        error={error}
        visibilityToggleButtonProps={{ 'aria-label': t('Show what you type') }}
        value={typeof value === 'string' ? value : ''}
        onChange={typed(onChange)}
      />
      {isSet && !required && (
        <Checkbox
          mt="xs"
          label={t('Remove it')}
          checked={value === null}
          onChange={(event) => onChange(event.currentTarget.checked ? null : '')}
        />
      )}
    </div>
  )
}
