import { t } from '@i18n'
import { MultiSelect, Select } from '@mantine/core'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchOrganization } from '@/lib/api/organizations'
import { fetchOrganizations, fetchPeople, fetchPerson, fetchTeams } from '@/lib/api/people'
import { fetchTicket, fetchTickets } from '@/lib/api/tickets'
import { plain } from '../model'
import type { Control } from './field'

type Found = { value: string; label: string }[]

const finders: Record<string, (q: string) => Promise<Found>> = {
  user: async (q) => named((await fetchPeople({ q, kind: 'employee' }, null)).items),
  contact: async (q) => named((await fetchPeople({ q, kind: 'user' }, null)).items),
  team: async (q) => named((await fetchTeams()).items).filter(has(q)),
  org: async (q) => named((await fetchOrganizations(q)).items),
  ticket: async (q) => tickets((await fetchTickets({ q, view: 'all' }, null)).items),
}

const named = (items: { id: number; name: string }[]): Found =>
  items.map(({ id, name }) => ({ value: String(id), label: name }))
const tickets = (items: { id: number; subject: string }[]): Found =>
  items.map(({ id, subject }) => ({ value: String(id), label: `#${id} ${subject}` }))
const has = (q: string) => (item: { label: string }) => item.label.toLowerCase().includes(q.toLowerCase())

/** What the chosen one is called, when the search did not bring it. */
async function lookUp(kind: string, id: string): Promise<Found> {
  if (kind === 'user' || kind === 'contact') return named([await fetchPerson(Number(id))])
  if (kind === 'team') return named((await fetchTeams()).items).filter((team) => team.value === id)
  if (kind === 'org') return named([await fetchOrganization(Number(id))])
  if (kind === 'ticket') return tickets([await fetchTicket(Number(id))])
  return []
}

type Props = Omit<Control, 'shared'> & { shared: Partial<Control['shared']> & { size?: string; 'aria-label'?: string } }

/** A person, team, organization or ticket, searched among those that the viewer may see; by its name alone where it has no label. */
export function EntityField({ field, value, onChange, shared }: Props) {
  const [q, setQ] = useState('')
  const [asked] = useDebouncedValue(q, 200)
  const chosen = (Array.isArray(value) ? value : value ? [value] : []).map(String)
  const known = useQuery({
    queryKey: ['surface-entity', field.kind, chosen],
    queryFn: async () => (await Promise.all(chosen.map((id) => lookUp(field.kind, id).catch(() => [])))).flat(),
    enabled: chosen.length > 0,
  })
  const labels = new Map((known.data ?? []).map((item) => [item.value, item.label]))
  const search = [...labels.values()].includes(asked) ? '' : asked
  const found = useQuery({
    queryKey: ['surface-entities', field.kind, search],
    queryFn: () => finders[field.kind]?.(search) ?? Promise.resolve([]),
    placeholderData: (before) => before,
  })
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: plain(option.label) }))
  const data = merge(options, found.data ?? [], known.data ?? [], chosen)
  const empty = found.isFetching ? t('Searching…') : t('Nothing found')
  if (field.multiple) {
    return (
      <MultiSelect
        {...shared}
        data={data}
        value={chosen}
        searchable
        searchValue={q}
        onSearchChange={setQ}
        nothingFoundMessage={empty}
        onChange={onChange}
      />
    )
  }
  return (
    <Select
      {...shared}
      data={data}
      value={chosen[0] ?? null}
      searchable
      clearable={!field.required}
      searchValue={q}
      onSearchChange={setQ}
      nothingFoundMessage={empty}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}

function merge(...lists: [Found, Found, Found, string[]]): Found {
  const [options, found, known, chosen] = lists
  const all = new Map<string, string>()
  for (const { value, label } of [...options, ...known, ...found]) if (!all.has(value)) all.set(value, label)
  for (const id of chosen) if (!all.has(id)) all.set(id, `#${id}`)
  return [...all].map(([value, label]) => ({ value, label }))
}
