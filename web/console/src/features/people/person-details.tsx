import { t } from '@i18n'
import { Button, Input, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { fetchOrganizations, updatePerson } from '@/lib/api/people'
import type { Ref, User } from '@/lib/api/types'
import { Card } from '@/ui/page'
import { Picker } from '@/ui/picker'
import classes from './person.module.css'
import { usePersonChange } from './queries'

const read = (person: User) => ({
  name: person.name,
  email: person.email,
  phone: person.phone ?? '',
  organization: person.organization,
})

export function PersonDetails({ person }: { person: User }) {
  const [values, setValues] = useState(() => read(person))
  const change = usePersonChange(person.id)
  const locked = !person.abilities.edit
  const error = change.error instanceof ApiError ? change.error : null
  const dirty = JSON.stringify(values) !== JSON.stringify(read(person))
  const set = (name: 'name' | 'email' | 'phone') => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({
      doing: t('The change'),
      done: t('The details are saved.'),
      run: () =>
        updatePerson(person.id, {
          version: person.version,
          name: values.name.trim(),
          email: values.email.trim(),
          phone: values.phone.trim() || null,
          organization_id: values.organization?.id ?? null,
        }),
    })
  }
  return (
    <Card title={t('Details')}>
      {locked && <p className={classes.hint}>{t('You may read these details, but not change them.')}</p>}
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('Name')}
            required
            readOnly={locked}
            value={values.name}
            onChange={set('name')}
            error={error?.fields.name}
          />
          <TextInput
            label={t('E-mail')}
            type="email"
            required
            readOnly={locked}
            value={values.email}
            onChange={set('email')}
            error={error?.fields.email}
          />
          <TextInput
            label={t('Phone')}
            type="tel"
            readOnly={locked}
            value={values.phone}
            onChange={set('phone')}
            error={error?.fields.phone}
          />
          <Organization
            value={values.organization}
            locked={locked}
            error={error?.fields.organization_id}
            onChange={(organization) => setValues({ ...values, organization })}
          />
        </Stack>
        {!locked && (
          <div className={classes.foot}>
            <Button type="submit" disabled={!dirty} loading={change.isPending}>
              {t('Save details')}
            </Button>
            {dirty && (
              <Button variant="default" onClick={() => setValues(read(person))}>
                {t('Discard')}
              </Button>
            )}
          </div>
        )}
      </form>
    </Card>
  )
}

interface OrganizationProps {
  value: Ref | null
  locked: boolean
  error?: string
  onChange: (organization: Ref | null) => void
}

/** There may be thousands to choose from, so they are searched; none of them is a choice as well. */
function Organization({ value, locked, error, onChange }: OrganizationProps) {
  const without = { value: '0', label: t('None') }
  const find = async (q: string) =>
    (await fetchOrganizations(q)).items.map(({ id, name, domain }) => ({
      value: String(id),
      label: name,
      detail: domain,
    }))
  return (
    <Input.Wrapper label={t('Organization')} labelElement="div" error={error}>
      <Picker
        look="box"
        label={t('Organization')}
        disabled={locked}
        name={['organizations']}
        find={find}
        fixed={[without]}
        selected={value ? String(value.id) : without.value}
        nothing={t('No organization fits')}
        onPick={(choice) =>
          onChange(choice.value === without.value ? null : { id: Number(choice.value), name: choice.label })
        }
      >
        {value?.name ?? without.label}
      </Picker>
    </Input.Wrapper>
  )
}
