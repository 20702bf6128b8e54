import { t } from '@i18n'
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
  /** How the one thing is called that the lines are narrowed to. */
  target?: string
  onSearch: (search: AuditSearch) => void
}

const deeds = [
  { value: '', label: t('Anything done') },
  { value: 'person.roles_changed', label: t('Roles of a person') },
  { value: 'person.grant_given', label: t('Grant given') },
  { value: 'person.grant_taken', label: t('Grant taken') },
  { value: 'role.', label: t('Roles made, changed, deleted') },
  { value: 'team.member_added', label: t('Joined a team') },
  { value: 'team.member_removed', label: t('Left a team') },
  { value: 'plugin.', label: t('Plugins') },
  { value: 'settings.', label: t('Settings') },
]

export function AuditFilters({ search, target, onSearch }: Props) {
  const set = (change: AuditSearch) => onSearch({ ...search, ...change })
  const known = deeds.some(({ value }) => value === (search.action ?? ''))
  return (
    <search className={classes.filters}>
      <Actor id={search.actor} onPick={(actor) => set({ actor })} />
      <NativeSelect
        label={t('What kind of thing')}
        value={search.kind ?? ''}
        onChange={typed((kind) => set({ kind: kind || undefined, target: undefined }))}
        data={[
          { value: '', label: t('Everything') },
          ...Object.entries(kinds).map(([value, label]) => ({ value, label })),
        ]}
      />
      <NativeSelect
        label={t('What was done')}
        value={search.action ?? ''}
        onChange={typed((action) => set({ action: action || undefined }))}
        data={known ? deeds : [...deeds, { value: search.action ?? '', label: search.action ?? '' }]}
      />
      <TextInput
        label={t('From')}
        type="date"
        value={search.since ?? ''}
        onChange={typed((since) => set({ since: since || undefined }))}
      />
      <TextInput
        label={t('Until')}
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
          {t('Only {kind} {target}', { kind: kinds[search.kind ?? ''] ?? '', target: target || search.target })}
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
      <span aria-hidden="true">{t('Who did it')}</span>
      <div className={classes.box}>
        <Picker
          label={t('Who did it')}
          name={['audit', 'actor']}
          find={async (q) =>
            (await fetchPeople({ q, kind: 'employee' }, null)).items.map((person) => ({
              value: String(person.id),
              label: person.name,
              detail: person.email,
            }))
          }
          fixed={id ? [{ value: '', label: t('Anybody') }] : undefined}
          selected={id}
          nothing={t('Nobody found')}
          render={({ value, label, detail }) =>
            value ? <Person name={label} detail={detail} size="sm" /> : <em>{label}</em>
          }
          onPick={({ value }) => onPick(value || undefined)}
        >
          {id ? <Person name={data?.name ?? `#${id}`} size="xs" /> : t('Anybody')}
        </Picker>
      </div>
    </div>
  )
}
