import { t } from '@i18n'
import { useRef } from 'react'
import { fetchPeople } from '@/lib/api/people'
import type { Ref, User, UserKind } from '@/lib/api/types'
import { Person } from './person'
import { Picker } from './picker'

interface Props {
  label: string
  kind?: UserKind
  /** Who is not offered. */
  without?: Ref[]
  look?: 'field' | 'add'
  children: React.ReactNode
  onPick: (person: User) => void
}

/** Finds one of the people that the reader may see. */
export function PersonPicker({ label, kind, without = [], look = 'add', children, onPick }: Props) {
  const found = useRef(new Map<string, User>())
  const find = async (q: string) => {
    const { items } = await fetchPeople({ q, kind }, null)
    const people = items.filter(({ id }) => !without.some((other) => other.id === id))
    for (const person of people) found.current.set(String(person.id), person)
    return people.map(({ id, name, email }) => ({ value: String(id), label: name, detail: email }))
  }
  return (
    <Picker
      look={look}
      label={label}
      name={['people', kind, without.map(({ id }) => id).join()]}
      find={find}
      nothing={t('Nobody found')}
      render={({ label, detail }) => <Person name={label} detail={detail} size="sm" />}
      onPick={({ value }) => {
        const person = found.current.get(value)
        if (person) onPick(person)
      }}
    >
      {children}
    </Picker>
  )
}
