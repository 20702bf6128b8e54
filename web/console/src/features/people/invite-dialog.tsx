import { t } from '@i18n'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useState } from 'react'
import { invite } from '@/lib/api/invitations'
import type { Invitation, Ref, Role } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed, useValues } from '@/lib/use-values'
import { FormDialog } from '@/ui/form-dialog'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import { InviteLink } from './invite-link'

interface Props {
  roles: Role[]
  teams: Ref[]
  onClose: () => void
}

export function InviteDialog({ roles, teams, onClose }: Props) {
  const [made, setMade] = useState<Invitation | null>(null)
  if (made?.link) return <InviteLink email={made.email} link={made.link} onClose={onClose} />
  return (
    <Form roles={roles} teams={teams} onClose={onClose} onMade={(next) => (next.link ? setMade(next) : onClose())} />
  )
}

function Form({ roles, teams, onClose, onMade }: Props & { onMade: (made: Invitation) => void }) {
  const me = useMe()
  const { values, set } = useValues<{ email: string; name: string; role: string; teams: string[] }>({
    email: '',
    name: '',
    role: '',
    teams: [],
  })
  const change = useChange<Invitation>(keys.invitations)
  const offered = roles.filter((role) => role.abilities.assign !== false && !role.implicit)
  const kind = roles.find(({ slug }) => slug === values.role)?.type
  const withTeams = kind === 'employee' && !!me.keys['people.teams.manage'] && teams.length > 0
  const send = () =>
    change.mutate(
      {
        run: () =>
          invite({
            email: values.email.trim(),
            name: values.name.trim() || undefined,
            roles: values.role ? [values.role] : undefined,
            teams: withTeams && values.teams.length > 0 ? values.teams.map(Number) : undefined,
          }),
        done: ({ email, link }) =>
          link
            ? t('The invitation for {email} is ready.', { email })
            : t('A letter is on its way to {email}.', { email }),
      },
      { onSuccess: onMade },
    )
  return (
    <FormDialog
      title={t('Invite somebody')}
      label={t('Invite')}
      busy={change.isPending}
      disabled={!values.email.trim()}
      error={change.error}
      fields={['email', 'name', 'roles', 'teams']}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label={t('E-mail')}
        description={t('They choose their own password. The invitation works for a week.')}
        type="email"
        required
        data-autofocus
        value={values.email}
        error={fieldError(change.error, 'email')}
        onChange={typed((email) => set({ email }))}
      />
      <TextInput
        label={t('Name')}
        value={values.name}
        error={fieldError(change.error, 'name')}
        onChange={typed((name) => set({ name }))}
      />
      <NativeSelect
        label={t('Joins as')}
        value={values.role}
        error={fieldError(change.error, 'roles')}
        onChange={typed((role) => set({ role }))}
        data={[
          { value: '', label: t('Customer, without a role') },
          ...(['employee', 'user'] as const).map((type) => ({
            group: type === 'employee' ? t('Colleagues') : t('Customers'),
            items: offered.filter((role) => role.type === type).map(({ slug, name }) => ({ value: slug, label: name })),
          })),
        ].filter((entry) => !('items' in entry) || entry.items.length > 0)}
      />
      {withTeams && (
        <Checkbox.Group
          label={t('Teams')}
          value={values.teams}
          error={fieldError(change.error, 'teams')}
          onChange={(teams) => set({ teams })}
        >
          {teams.map(({ id, name }) => (
            <Checkbox key={id} mt={8} value={String(id)} label={name} />
          ))}
        </Checkbox.Group>
      )}
    </FormDialog>
  )
}
