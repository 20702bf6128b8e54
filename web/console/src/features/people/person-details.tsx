import { t } from '@i18n'
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { fetchOrganizations, updatePerson } from '@/lib/api/people'
import type { User } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { Card } from '@/ui/page'
import classes from './person.module.css'
import { usePersonChange } from './queries'

const read = (person: User) => ({
  name: person.name,
  email: person.email,
  phone: person.phone ?? '',
  organization: person.organization ? String(person.organization.id) : '',
})

export function PersonDetails({ person }: { person: User }) {
  const [values, setValues] = useState(() => read(person))
  const change = usePersonChange(person.id)
  const locked = !person.abilities.edit
  const organizations = useQuery({
    queryKey: keys.organizations,
    queryFn: fetchOrganizations,
    retry: false,
    enabled: !locked,
  })
  const error = change.error instanceof ApiError ? change.error : null
  const dirty = JSON.stringify(values) !== JSON.stringify(read(person))
  const set = (name: keyof typeof values) => (event: { currentTarget: { value: string } }) =>
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
          organization_id: values.organization ? Number(values.organization) : null,
        }),
    })
  }
  const choices = organizations.data?.items ?? (person.organization ? [person.organization] : [])
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
          {(choices.length > 0 || values.organization) && (
            <NativeSelect
              label={t('Organization')}
              disabled={locked}
              value={values.organization}
              onChange={set('organization')}
              error={error?.fields.organization_id}
              data={[
                { value: '', label: t('None') },
                ...choices.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
          )}
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
