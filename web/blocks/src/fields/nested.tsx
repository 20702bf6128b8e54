import { t } from '@i18n'
import { ActionIcon, Button, Group, Input, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@/ui/icons'
import { plain } from '../model'
import type { Control } from './field'

/** Names and values, one pair a line. */
export function KeyValueField({ value, onChange, shared }: Control) {
  const pairs = Object.entries((value ?? {}) as Record<string, string>)
  const write = (next: [string, string][]) => onChange(Object.fromEntries(next))
  const set = (at: number, pair: [string, string]) => write(pairs.map((old, index) => (index === at ? pair : old)))
  return (
    <Lines shared={shared} onAdd={() => write([...pairs, ['', '']])}>
      {pairs.map(([name, text], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name itself changes while typing
        <Group key={index} gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={t('{label}: name {n}', { label: shared.label, n: index + 1 })}
            value={name}
            onChange={(e) => set(index, [e.currentTarget.value, text])}
          />
          <TextInput
            flex={2}
            aria-label={t('{label}: value {n}', { label: shared.label, n: index + 1 })}
            value={text}
            onChange={(e) => set(index, [name, e.currentTarget.value])}
          />
          <Drop
            label={t('Remove line {n}', { n: index + 1 })}
            onClick={() => write(pairs.filter((_, other) => other !== index))}
          />
        </Group>
      ))}
    </Lines>
  )
}

/** Rows of the same few fields, kept as text. */
export function ListField({ field, value, onChange, shared }: Control) {
  const rows = (Array.isArray(value) ? value : []) as Record<string, unknown>[]
  const columns = field.fields ?? []
  const set = (at: number, name: string, text: string) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: text } : row)))
  return (
    <Lines shared={shared} onAdd={() => onChange([...rows, {}])}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own
        <Group key={index} gap="xs" wrap="nowrap">
          {columns.map((column) => (
            <TextInput
              key={column.name}
              flex={1}
              aria-label={t('{label}, line {n}', { label: plain(column.label), n: index + 1 })}
              placeholder={plain(column.label)}
              value={String(row[column.name] ?? '')}
              onChange={(event) => set(index, column.name, event.currentTarget.value)}
            />
          ))}
          <Drop
            label={t('Remove line {n}', { n: index + 1 })}
            onClick={() => onChange(rows.filter((_, other) => other !== index))}
          />
        </Group>
      ))}
    </Lines>
  )
}

interface LinesProps {
  shared: Control['shared']
  onAdd: () => void
  children: React.ReactNode
}

function Lines({ shared, onAdd, children }: LinesProps) {
  return (
    <Input.Wrapper
      label={shared.label}
      labelElement="div"
      description={shared.description}
      error={shared.error}
      required={shared.required}
    >
      <div style={{ display: 'grid', gap: 6, marginTop: 4 }}>
        {children}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={shared.disabled}
            onClick={onAdd}
          >
            {t('Add a line')}
          </Button>
        </div>
      </div>
    </Input.Wrapper>
  )
}

function Drop({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" c="dimmed" size={28} aria-label={label} onClick={onClick}>
      <IconTrash size={15} />
    </ActionIcon>
  )
}
