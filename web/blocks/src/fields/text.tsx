import { PasswordInput, Textarea, TextInput } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import type { Control } from './field'

const types: Record<string, string> = { email: 'email', url: 'url', tel: 'tel', color: 'color' }
const long = new Set(['textarea', 'markdown', 'richtext', 'code'])

export function TextField({ field, value, onChange, shared }: Control) {
  const text = value === undefined || value === null ? '' : String(value)
  const change = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)
  if (field.kind === 'secret') {
    return <PasswordInput {...shared} value={text} autoComplete="off" onChange={change} />
  }
  if (long.has(field.kind)) {
    return (
      <Textarea
        {...shared}
        value={text}
        autosize
        minRows={field.rows ?? (field.kind === 'code' ? 5 : 3)}
        maxRows={18}
        maxLength={field.max_length}
        spellCheck={field.kind !== 'code'}
        styles={field.kind === 'code' ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : undefined}
        onChange={change}
      />
    )
  }
  return (
    <TextInput
      {...shared}
      type={types[field.kind] ?? 'text'}
      value={text || (field.kind === 'color' ? '#136b5d' : '')}
      maxLength={field.max_length}
      autoComplete={field.autocomplete ?? 'off'}
      onChange={change}
    />
  )
}
