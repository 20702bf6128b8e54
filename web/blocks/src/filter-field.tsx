import { t } from '@i18n'
import { NativeSelect, TextInput } from '@mantine/core'
import '@mantine/core/styles/Combobox.layer.css'
import { lazy, Suspense, useId } from 'react'
import { type Field, plain } from './model'

const EntityField = lazy(async () => ({ default: (await import('./fields/entity')).EntityField }))

interface Props {
  field: Field
  value: string
  onChange: (value: string) => void
}

const entities = new Set(['user', 'contact', 'team', 'org', 'ticket'])

/** A filter as one small control: a choice where there are options, else what the kind asks for. */
export function FilterField({ field, value, onChange }: Props) {
  const label = plain(field.label)
  const id = useId()
  if (field.options?.length) {
    return (
      <NativeSelect
        size="sm"
        aria-label={label}
        value={value}
        data={[
          { value: '', label: t('{label}: any', { label }) },
          ...field.options.map((option) => ({ value: option.value, label: plain(option.label) })),
        ]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  if (field.kind === 'checkbox' || field.kind === 'switch') {
    return (
      <NativeSelect
        size="sm"
        aria-label={label}
        value={value}
        data={[
          { value: '', label: t('{label}: any', { label }) },
          { value: 'true', label: t('{label}: yes', { label }) },
          { value: 'false', label: t('{label}: no', { label }) },
        ]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  if (entities.has(field.kind)) {
    return (
      <Suspense>
        <EntityField
          field={{ ...field, multiple: false, required: false }}
          value={value}
          onChange={(next) => onChange(String(next))}
          shared={{ id, size: 'sm', 'aria-label': label, placeholder: plain(field.placeholder) || label }}
        />
      </Suspense>
    )
  }
  const type = field.kind === 'date' ? 'date' : field.kind === 'number' ? 'number' : 'text'
  return (
    <TextInput
      size="sm"
      type={type}
      aria-label={label}
      placeholder={plain(field.placeholder) || label}
      defaultValue={value}
      onBlur={(event) => event.currentTarget.value !== value && onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && onChange(event.currentTarget.value)}
    />
  )
}
