import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { fetchPeople, fetchPerson } from '@/lib/api/people'
import { keys } from '@/lib/query'
import { typed } from '@/lib/use-values'
import { IconX } from '@/ui/icons'
import { Person } from '@/ui/person'
import { Picker } from '@/ui/picker'
import classes from './audit.module.css'
import type { AuditSearch } from './search'
import { kinds } from './words'

interface Props {
  search: AuditSearch
  onSearch: (search: AuditSearch) => void
}

const deeds = [
  { value: '', label: 'Anything done' },
  { value: 'person.roles_changed', label: 'Roles of a person' },
  { value: 'person.grant_given', label: 'Grant given' },
  { value: 'person.grant_taken', label: 'Grant taken' },
  { value: 'role.', label: 'Roles made, changed, deleted' },
  { value: 'team.member_added', label: 'Joined a team' },
  { value: 'team.member_removed', label: 'Left a team' },
  { value: 'plugin.', label: 'Plugins' },
  { value: 'settings.', label: 'Settings' },
]

export function AuditFilters({ search, onSearch }: Props) {
  const set = (change: AuditSearch) => onSearch({ ...search, ...change })
  const known = deeds.some(({ value }) => value === (search.action ?? ''))
  return (
    <search className={classes.filters}>
      <Actor id={search.actor} onPick={(actor) => set({ actor })} />
      <NativeSelect
        label="What kind of thing"
        value={search.kind ?? ''}
        onChange={typed((kind) => set({ kind: kind || undefined, target: undefined }))}
        data={[
          { value: '', label: 'Everything' },
          ...Object.entries(kinds).map(([value, label]) => ({ value, label })),
        ]}
      />
      <NativeSelect
        label="What was done"
        value={search.action ?? ''}
        onChange={typed((action) => set({ action: action || undefined }))}
        data={known ? deeds : [...deeds, { value: search.action ?? '', label: search.action ?? '' }]}
      />
      <TextInput
        label="From"
        type="date"
        value={search.since ?? ''}
        onChange={typed((since) => set({ since: since || undefined }))}
      />
      <TextInput
        label="Until"
        type="date"
        value={search.until ?? ''}
        onChange={typed((until) => set({ until: until || undefined }))}
      />
      {search.target && (
        <Button
          className={classes.target}
          variant="default"
          rightSection={<IconX size={14} />}
          onClick={() => set({ target: undefined })}
        >
          Only {kinds[search.kind ?? ''] ?? 'thing'} {search.target}
        </Button>
      )}
    </search>
  )
}

function Actor({ id, onPick }: { id?: string; onPick: (id: string | undefined) => void }) {
  const { data } = useQuery({
    queryKey: keys.person(Number(id)),
    queryFn: () => fetchPerson(Number(id)),
    enabled: !!id,
    retry: false,
  })
  return (
    <div className={classes.actor}>
      <span aria-hidden="true">Who did it</span>
      <div className={classes.box}>
        <Picker
          label="Who did it"
          name={['audit', 'actor']}
          find={async (q) =>
            (await fetchPeople({ q, kind: 'employee' }, null)).items.map((person) => ({
              value: String(person.id),
              label: person.name,
              detail: person.email,
            }))
          }
          fixed={id ? [{ value: '', label: 'Anybody' }] : undefined}
          selected={id}
          nothing="Nobody found"
          render={({ value, label, detail }) =>
            value ? <Person name={label} detail={detail} size="sm" /> : <em>{label}</em>
          }
          onPick={({ value }) => onPick(value || undefined)}
        >
          {id ? <Person name={data?.name ?? `#${id}`} size="xs" /> : 'Anybody'}
        </Picker>
      </div>
    </div>
  )
}
