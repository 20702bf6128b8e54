import { Button, Group, Modal, NativeSelect, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { deleteRole, resetRole } from '@/lib/api/roles'
import type { Role } from '@/lib/api/types'
import { count } from '@/lib/format'
import { Confirm } from '@/ui/confirm'
import { NewRoleDialog } from './new-role'
import { useRoleChange } from './queries'

interface Props {
  role: Role
  roles: Role[]
}

export function RoleActions({ role, roles }: Props) {
  const [asking, setAsking] = useState<'clone' | 'reset' | 'delete' | null>(null)
  const change = useRoleChange()
  const close = () => setAsking(null)
  const reset = () =>
    change.mutate(
      { doing: 'Resetting the role', done: `${role.name} is as its preset made it.`, run: () => resetRole(role.slug) },
      { onSettled: close },
    )
  return (
    <>
      {role.abilities.clone && (
        <Button variant="default" onClick={() => setAsking('clone')}>
          Clone
        </Button>
      )}
      {role.abilities.reset && (
        <Button variant="default" onClick={() => setAsking('reset')}>
          Reset
        </Button>
      )}
      {role.abilities.delete && (
        <Button variant="light" color="red" onClick={() => setAsking('delete')}>
          Delete
        </Button>
      )}
      {asking === 'clone' && <NewRoleDialog opened onClose={close} type={role.type} from={role} />}
      <Confirm
        opened={asking === 'reset'}
        onClose={close}
        onConfirm={reset}
        title={`Reset ${role.name}?`}
        label="Reset"
        busy={change.isPending}
      >
        Everything that was changed since the preset is forgotten. {count(role.holders, 'person holds', 'people hold')}{' '}
        this role.
      </Confirm>
      {asking === 'delete' && <DeleteDialog role={role} roles={roles} onClose={close} />}
    </>
  )
}

function DeleteDialog({ role, roles, onClose }: { role: Role; roles: Role[]; onClose: () => void }) {
  const [instead, setInstead] = useState('')
  const change = useRoleChange()
  const navigate = useNavigate()
  const others = roles.filter((other) => other.type === role.type && other.slug !== role.slug)
  const remove = () =>
    change.mutate(
      {
        doing: 'Deleting the role',
        done: `${role.name} is deleted.`,
        run: async () => {
          await deleteRole(role.slug, instead || undefined)
          await navigate({ to: '/roles' })
          return undefined
        },
      },
      { onSettled: onClose },
    )
  return (
    <Modal opened onClose={onClose} title={`Delete ${role.name}?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Text size="sm" mb="sm">
        {role.holders > 0
          ? `${count(role.holders, 'person holds', 'people hold')} this role and lose what it allows.`
          : 'Nobody holds this role.'}
      </Text>
      {role.holders > 0 && (
        <NativeSelect
          label="They get instead"
          value={instead}
          onChange={(event) => setInstead(event.currentTarget.value)}
          data={[{ value: '', label: 'Nothing' }, ...others.map(({ slug, name }) => ({ value: slug, label: name }))]}
        />
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color="red" loading={change.isPending} onClick={remove}>
          Delete the role
        </Button>
      </Group>
    </Modal>
  )
}
