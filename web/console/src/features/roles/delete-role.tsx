import { t, tn } from '@i18n'
import { NativeSelect, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { deleteRole } from '@/lib/api/roles'
import type { Role } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { typed } from '@/lib/use-values'
import { FormDialog } from '@/ui/form-dialog'
import { useChange } from '@/ui/use-change'

interface Props {
  role: Role
  roles: Role[]
  onClose: () => void
}

/** Deletes a role; whoever holds it gets another one, or nothing. */
export function DeleteRoleDialog({ role, roles, onClose }: Props) {
  const [instead, setInstead] = useState('')
  const change = useChange(keys.roles, keys.people, keys.me)
  const navigate = useNavigate()
  const others = roles.filter((other) => other.type === role.type && other.slug !== role.slug && !other.implicit)
  const name = others.find(({ slug }) => slug === instead)?.name
  const remove = () =>
    change.mutate(
      {
        run: async () => {
          await deleteRole(role.slug, instead || undefined)
          await navigate({ to: '/roles' })
        },
        done: name
          ? t('{name} is deleted; its holders are {other} now.', { name: role.name, other: name })
          : t('{name} is deleted.', { name: role.name }),
      },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      title={t('Delete {name}?', { name: role.name })}
      label={t('Delete the role')}
      danger
      busy={change.isPending}
      error={change.error}
      onSubmit={remove}
      onClose={onClose}
    >
      <Text size="sm">
        {role.holders > 0
          ? tn(
              role.holders,
              '{n} person holds this role and loses what it allows.',
              '{n} people hold this role and lose what it allows.',
            )
          : t('Nobody holds this role.')}
      </Text>
      {role.holders > 0 && (
        <NativeSelect
          label={t('They get instead')}
          value={instead}
          onChange={typed(setInstead)}
          data={[{ value: '', label: t('Nothing') }, ...others.map(({ slug, name }) => ({ value: slug, label: name }))]}
        />
      )}
    </FormDialog>
  )
}
