import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { resetRole } from '@/lib/api/roles'
import type { Role } from '@/lib/api/types'
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
      {
        doing: t('Resetting the role'),
        done: t('{name} is as its preset made it.', { name: role.name }),
        run: () => resetRole(role.slug),
      },
      { onSettled: close },
    )
  return (
    <>
      {role.abilities.clone && (
        <Button variant="default" onClick={() => setAsking('clone')}>
          {t('Clone')}
        </Button>
      )}
      {role.abilities.reset && (
        <Button variant="default" onClick={() => setAsking('reset')}>
          {t('Reset')}
        </Button>
      )}
      {role.abilities.delete && (
        <Button variant="light" color="red" onClick={() => setAsking('delete')}>
          {t('Delete')}
        </Button>
      )}
      {asking === 'clone' && <NewRoleDialog opened onClose={close} type={role.type} from={role} />}
      <Confirm
        opened={asking === 'reset'}
        onClose={close}
        onConfirm={reset}
        title={t('Reset {name}?', { name: role.name })}
        label={t('Reset')}
        busy={change.isPending}
      >
        {tn(
          role.holders,
          'Everything that was changed since the preset is forgotten. {n} person holds this role.',
          'Everything that was changed since the preset is forgotten. {n} people hold this role.',
        )}
      </Confirm>
      {asking === 'delete' && <DeleteRoleDialog role={role} roles={roles} onClose={close} />}
    </>
  )
}
