import { Button } from '@mantine/core'
import { useState } from 'react'
import { resetRole } from '@/lib/api/roles'
import type { Role } from '@/lib/api/types'
import { count } from '@/lib/format'
import { Confirm } from '@/ui/confirm'
import { DeleteRoleDialog } from './delete-role'
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
      {asking === 'delete' && <DeleteRoleDialog role={role} roles={roles} onClose={close} />}
    </>
  )
}
