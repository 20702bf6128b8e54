import { t } from '@i18n'
import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import type { Ref, RoleRef } from '@/lib/api/types'
import { IconSearch } from '@/ui/icons'
import classes from './people.module.css'

export interface PeopleSearch {
  q?: string
  kind?: string
  role?: string
  team?: string
}

interface Props {
  search: PeopleSearch
  onSearch: (search: PeopleSearch) => void
  roles: RoleRef[]
  teams: Ref[]
}

export function Filters({ search, onSearch, roles, teams }: Props) {
  const [text, setText] = useState(search.q ?? '')
  const later = useDebouncedCallback((q: string) => onSearch({ ...search, q: q.trim() || undefined }), 250)
  const set = (name: keyof PeopleSearch) => (event: { currentTarget: { value: string } }) =>
    onSearch({ ...search, [name]: event.currentTarget.value || undefined })
  return (
    <div className={classes.filters}>
      <TextInput
        type="search"
        aria-label={t('Search people')}
        placeholder={t('Name or e-mail address')}
        leftSection={<IconSearch size={16} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          later(event.currentTarget.value)
        }}
      />
      <NativeSelect
        aria-label={t('Kind')}
        value={search.kind ?? ''}
        onChange={set('kind')}
        data={[
          { value: '', label: t('Everybody') },
          { value: 'employee', label: t('Colleagues') },
          { value: 'user', label: t('Customers') },
        ]}
      />
      {roles.length > 0 && (
        <NativeSelect
          aria-label={t('Role')}
          value={search.role ?? ''}
          onChange={set('role')}
          data={[{ value: '', label: t('Any role') }, ...roles.map(({ slug, name }) => ({ value: slug, label: name }))]}
        />
      )}
      {teams.length > 0 && (
        <NativeSelect
          aria-label={t('Team')}
          value={search.team ?? ''}
          onChange={set('team')}
          data={[
            { value: '', label: t('Any team') },
            ...teams.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      )}
    </div>
  )
}
