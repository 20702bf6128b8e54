import { t } from '@i18n'
import {
  Button,
  Group,
  Modal,
  NativeSelect,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { createPerson } from '@/lib/api/people'
import type { Role, UserKind } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { toast } from '@/ui/toast'

interface Props {
  opened: boolean
  onClose: () => void
  roles: Role[]
}

const blank = { name: '', email: '', password: '', role: '' }

export function NewPersonDialog({ opened, onClose, roles }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('New person')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Form roles={roles} onClose={onClose} />
    </Modal>
  )
}

function Form({ roles, onClose }: Omit<Props, 'opened'>) {
  const [kind, setKind] = useState<UserKind>('user')
  const [values, setValues] = useState(blank)
  const client = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation({
    mutationFn: () =>
      createPerson({
        name: values.name.trim(),
        email: values.email.trim(),
        kind,
        roles: values.role ? [values.role] : undefined,
        password: values.password || undefined,
      }),
    onSuccess: (person) => {
      client.invalidateQueries({ queryKey: keys.people })
      toast({ tone: 'success', text: t('{name} is in.', { name: person.name }) })
      onClose()
      navigate({ to: '/people/$id', params: { id: person.id } })
    },
  })
  const error = create.error instanceof ApiError ? create.error : null
  const set = (name: keyof typeof blank) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  const fitting = roles.filter((role) => role.type === kind)
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('Kind of person')}
          value={kind}
          onChange={(value) => setKind(value as UserKind)}
          data={[
            { value: 'user', label: t('Customer') },
            { value: 'employee', label: t('Colleague') },
          ]}
        />
        <TextInput
          label={t('Name')}
          required
          data-autofocus
          value={values.name}
          onChange={set('name')}
          error={error?.fields.name}
        />
        <TextInput
          label={t('E-mail')}
          type="email"
          required
          value={values.email}
          onChange={set('email')}
          error={error?.fields.email}
        />
        {fitting.length > 0 && (
          <NativeSelect
            label={t('Role')}
            value={values.role}
            onChange={set('role')}
            error={error?.fields.roles}
            data={[
              { value: '', label: t('None yet') },
              ...fitting.map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
          />
        )}
        <PasswordInput
          label={t('First password')}
          description={t('Optional; they can change it in their profile.')}
          autoComplete="new-password"
          value={values.password}
          onChange={set('password')}
          error={error?.fields.password}
        />
        {error && Object.keys(error.fields).length === 0 && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error.message}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('Create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
