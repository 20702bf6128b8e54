import { t } from '@i18n'
import { Group, Input, NumberInput, Select, TextInput } from '@mantine/core'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/NumberInput.layer.css'
import { useState } from 'react'
import { fromLocalInput, toLocalInput } from '@/lib/when'
import type { Control } from './field'

const types = { date: 'date', datetime: 'datetime-local', time: 'time' } as const

/** The browser's own pickers: known to the person, and to their assistive technology. */
export function DateField({ field, value, onChange, shared }: Control) {
  const moment = field.kind === 'datetime'
  const text = value ? String(value) : ''
  const local = (at: string | number | undefined) =>
    at === undefined ? undefined : moment ? toLocalInput(String(at)) : String(at)
  return (
    <TextInput
      {...shared}
      type={types[field.kind as keyof typeof types]}
      value={text && moment ? toLocalInput(text) : text}
      min={local(field.min)}
      max={local(field.max)}
      onChange={(event) => {
        const next = event.currentTarget.value
        onChange(next && moment ? fromLocalInput(next) : next)
      }}
    />
  )
}

export function DateRangeField({ value, onChange, shared }: Control) {
  const [from = '', to = ''] = Array.isArray(value) ? value.map(String) : []
  return (
    <Input.Wrapper
      label={shared.label}
      labelElement="div"
      description={shared.description}
      error={shared.error}
      required={shared.required}
    >
      <Group gap="xs" wrap="nowrap" mt={4}>
        <TextInput
          type="date"
          flex={1}
          aria-label={t('{label}: from', { label: shared.label })}
          value={from}
          max={to || undefined}
          disabled={shared.disabled}
          onChange={(event) => onChange([event.currentTarget.value, to])}
        />
        <span aria-hidden="true">–</span>
        <TextInput
          type="date"
          flex={1}
          aria-label={t('{label}: to', { label: shared.label })}
          value={to}
          min={from || undefined}
          disabled={shared.disabled}
          onChange={(event) => onChange([from, event.currentTarget.value])}
        />
      </Group>
    </Input.Wrapper>
  )
}

const words = { minutes: t('unit|minutes'), hours: t('unit|hours'), days: t('unit|days') }
const units = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 }
type Unit = keyof typeof units

/** A length of time in milliseconds, typed as a number and a unit. */
export function DurationField({ value, onChange, shared }: Control) {
  const ms = value === '' || value === null || value === undefined ? null : Number(value)
  const fitting = (Object.keys(units) as Unit[]).reverse().find((unit) => ms && ms % units[unit] === 0) ?? 'minutes'
  const [unit, setUnit] = useState<Unit>(fitting)
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        {...shared}
        flex={1}
        min={0}
        value={ms === null ? '' : Number((ms / units[unit]).toFixed(2))}
        onChange={(next) => onChange(next === '' ? '' : Math.round(Number(next) * units[unit]))}
      />
      <Select
        w={110}
        aria-label={t('{label}: unit', { label: shared.label })}
        data={Object.entries(words).map(([value, label]) => ({ value, label }))}
        value={unit}
        allowDeselect={false}
        disabled={shared.disabled}
        onChange={(next) => {
          const chosen = (next ?? 'minutes') as Unit
          if (ms !== null) onChange(Math.round((ms / units[unit]) * units[chosen]))
          setUnit(chosen)
        }}
      />
    </Group>
  )
}
