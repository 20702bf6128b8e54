import { t } from '@i18n'
import { Checkbox, TextInput } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useQuery } from '@tanstack/react-query'
import { createGroup, updateGroup } from '@/lib/api/groups'
import { fetchRoles } from '@/lib/api/roles'
import type { Group } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { typed, useValues } from '@/lib/use-values'
import { FormDialog } from '@/ui/form-dialog'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'

export function GroupDialog({ group, onClose }: { group?: Group; onClose: () => void }) {
  const held = group?.roles ?? []
  const { values, dirty, set } = useValues({ name: group?.name ?? '', roles: held.map(({ slug }) => slug) })
  const { data } = useQuery({ queryKey: keys.roles, queryFn: fetchRoles, retry: false })
  const change = useChange(keys.groups, keys.people, keys.roles)
  const fields = { ...values, name: values.name.trim() }
  const save = () =>
    change.mutate(
      {
        run: () => (group ? updateGroup(group.id, fields, group.version) : createGroup(fields)),
        done: group
          ? t('The group {name} is saved.', { name: fields.name })
          : t('The group {name} is there; nobody is in it yet.', { name: fields.name }),
      },
      { onSuccess: onClose },
    )
  const offered = data ? data.items.filter((role) => role.type === 'user' && !role.implicit) : held
  const toggle = (slug: string, on: boolean) =>
    set({ roles: on ? [...values.roles, slug] : values.roles.filter((other) => other !== slug) })
  return (
    <FormDialog
      title={group ? t('Change the group {name}', { name: group.name }) : t('New group')}
      label={group ? t('Save') : t('Create')}
      onClose={onClose}
      onSubmit={save}
      busy={change.isPending}
      disabled={!fields.name || !dirty}
      error={change.error}
      fields={['name', 'roles']}
    >
      <TextInput
        label={t('Name')}
        required
        data-autofocus
        value={values.name}
        error={fieldError(change.error, 'name')}
        onChange={typed((name) => set({ name }))}
      />
      <Checkbox.Group
        label={t('Roles of its members')}
        description={offered.length === 0 ? t('There is no role for customers that could be given.') : undefined}
        error={fieldError(change.error, 'roles')}
        value={values.roles}
      >
        {offered.map(({ slug, name }) => (
          <Checkbox
            key={slug}
            mt={8}
            value={slug}
            label={name}
            onChange={(event) => toggle(slug, event.currentTarget.checked)}
          />
        ))}
      </Checkbox.Group>
    </FormDialog>
  )
}
