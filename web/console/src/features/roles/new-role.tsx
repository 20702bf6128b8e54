import { t } from '@i18n'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { cloneRole, createRole } from '@/lib/api/roles'
import type { Role, UserKind } from '@/lib/api/types'
import { useRoleChange } from './queries'

interface Props {
  opened: boolean
  onClose: () => void
  type: UserKind
  /** The role to copy; without one the new role starts empty. */
  from?: Role
}

export function NewRoleDialog({ opened, onClose, type, from }: Props) {
  const [name, setName] = useState(from ? t('{name} copy', { name: from.name }) : '')
  const change = useRoleChange()
  const navigate = useNavigate()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      {
        doing: from ? t('Cloning the role') : t('Creating the role'),
        done: t('The role {name} is there; nobody holds it yet.', { name: name.trim() }),
        run: () => (from ? cloneRole(from.slug, name.trim()) : createRole({ name: name.trim(), type })),
      },
      {
        onSuccess: (role) => {
          onClose()
          if (role) navigate({ to: '/roles/$slug', params: { slug: role.slug } })
        },
      },
    )
  }
  const kind = type === 'employee' ? 'colleagues' : 'customers'
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={
        from
          ? t('Clone {name}', { name: from.name })
          : kind === 'customers'
            ? t('New role for customers')
            : t('New role for colleagues')
      }
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('Name')}
            description={
              from
                ? t('Starts with everything that the other one allows.')
                : t('Starts empty: nothing is allowed until you say so.')
            }
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={change.isPending} disabled={!name.trim()}>
              {from ? t('Clone') : t('Create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
