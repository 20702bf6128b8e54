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
  const [name, setName] = useState(from ? `${from.name} copy` : '')
  const change = useRoleChange()
  const navigate = useNavigate()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      {
        doing: from ? 'Cloning the role' : 'Creating the role',
        done: `The role ${name.trim()} is there; nobody holds it yet.`,
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
      title={from ? `Clone ${from.name}` : `New role for ${kind}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            description={
              from
                ? 'Starts with everything that the other one allows.'
                : 'Starts empty: nothing is allowed until you say so.'
            }
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending} disabled={!name.trim()}>
              {from ? 'Clone' : 'Create'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
