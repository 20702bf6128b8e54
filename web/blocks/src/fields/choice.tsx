import { t } from '@i18n'
import { Autocomplete, Input, MultiSelect, Radio, SegmentedControl, Select, Stack, TagsInput } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSurfaceApi } from '../context'
import classes from '../form.module.css'
import { type Field, plain } from '../model'
import type { Control } from './field'

type Data = { value: string; label: string; disabled?: boolean; group?: string }[]

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value ? [String(value)] : [])

/** One of several, or several of many; options stand in the document or come from the plugin while typing. */
export function ChoiceField(control: Control) {
  const { field, value, onChange, shared } = control
  const [q, setQ] = useState('')
  const { data, loading } = useOptions(field, q)
  const text = value === null || value === undefined ? '' : String(value)
  switch (field.kind) {
    case 'radio':
      return <RadioField {...control} />
    case 'segmented':
      return <SegmentedField {...control} />
    case 'multiselect':
    case 'select':
      if (field.kind === 'select' && !field.multiple) break
      return (
        <MultiSelect
          {...shared}
          data={grouped(data)}
          value={list(value)}
          searchable
          clearable
          searchValue={q}
          onSearchChange={setQ}
          onChange={onChange}
        />
      )
    case 'tags':
      return <Words control={control} data={data} q={q} setQ={setQ} />
    case 'combobox':
      if (field.multiple) return <Words control={control} data={data} q={q} setQ={setQ} />
      return (
        <Autocomplete
          {...shared}
          data={labels(data)}
          value={text}
          onChange={(next) => {
            onChange(next)
            setQ(next)
          }}
        />
      )
  }
  return (
    <Select
      {...shared}
      data={grouped(data)}
      value={text || null}
      searchable={data.length > 7 || !!field.load}
      clearable={!field.required}
      searchValue={field.load ? q : undefined}
      onSearchChange={field.load ? setQ : undefined}
      nothingFoundMessage={loading ? t('Searching…') : t('Nothing found')}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}

/** Words of one's own, several of them, with the options as proposals. */
function Words({ control, data, q, setQ }: { control: Control; data: Data; q: string; setQ: (q: string) => void }) {
  const { value, onChange, shared } = control
  return (
    <TagsInput
      {...shared}
      data={labels(data)}
      value={list(value)}
      searchValue={q}
      onSearchChange={setQ}
      onChange={onChange}
    />
  )
}

const labels = (data: Data) => [...new Set(data.map((option) => option.label))]

/** Neighbours with the same title stand under it. */
function grouped(data: Data) {
  const bare = data.map(({ value, label, disabled }) => ({ value, label, disabled }))
  if (!data.some((option) => option.group)) return bare
  const groups: { group: string; items: typeof bare }[] = []
  data.forEach(({ group = '' }, index) => {
    const last = groups.at(-1)
    if (last?.group === group) last.items.push(...bare.slice(index, index + 1))
    else groups.push({ group, items: bare.slice(index, index + 1) })
  })
  return groups
}

function useOptions(field: Field, q: string): { data: Data; loading: boolean } {
  const { load, plugin, surface } = useSurfaceApi()
  const [asked] = useDebouncedValue(q, 250)
  const found = useQuery({
    queryKey: ['surface-options', plugin, surface, field.name, asked],
    queryFn: () => (field.load ? load(field.load, asked) : Promise.resolve([])),
    enabled: !!field.load,
    placeholderData: (before) => before,
  })
  const fixed = (field.options ?? []).map(({ value, label, disabled, group }) => ({
    value,
    label: plain(label),
    disabled,
    group: plain(group) || undefined,
  }))
  if (field.kind === 'timezone' && fixed.length === 0) {
    return { data: zones().map((zone) => ({ value: zone, label: zone })), loading: false }
  }
  const known = new Set(fixed.map((option) => option.value))
  return {
    data: [...fixed, ...(found.data ?? []).filter((option) => !known.has(option.value))],
    loading: found.isFetching,
  }
}

function RadioField({ field, value, onChange, shared }: Control) {
  return (
    <Radio.Group
      label={shared.label}
      description={shared.description}
      error={shared.error}
      required={shared.required}
      value={String(value ?? '')}
      onChange={onChange}
    >
      <Stack gap={6} mt={4}>
        {field.options?.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            label={plain(option.label)}
            description={plain(option.text) || undefined}
            disabled={option.disabled || shared.disabled}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function SegmentedField({ field, value, onChange, shared }: Control) {
  return (
    <Input.Wrapper
      label={shared.label}
      labelElement="div"
      description={shared.description}
      error={shared.error}
      required={shared.required}
    >
      <div>
        <SegmentedControl
          classNames={{ root: classes.segments, control: classes.segment, label: classes.segmentLabel }}
          aria-label={shared.label}
          size="sm"
          value={String(value ?? '')}
          data={(field.options ?? []).map((option) => ({
            value: option.value,
            label: plain(option.label),
            disabled: option.disabled,
          }))}
          disabled={shared.disabled}
          onChange={onChange}
        />
      </div>
    </Input.Wrapper>
  )
}

/** Every time zone; browsers leave out the one that they are counted from. */
const zones = () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
