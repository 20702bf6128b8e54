import { t } from '@i18n'
import { NativeSelect, TextInput } from '@mantine/core'
import { createTeam, updateTeam } from '@/lib/api/teams'
import type { Department, Team } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { typed, useValues } from '@/lib/use-values'
import { FormDialog } from '@/ui/form-dialog'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'

interface Props {
  team?: Team
  departments: Department[]
  onClose: () => void
}

export function TeamDialog({ team, departments, onClose }: Props) {
  const { values, dirty, set } = useValues({ name: team?.name ?? '', department: String(team?.department?.id ?? '') })
  const change = useChange(keys.teams, keys.me)
  const fields = {
    name: values.name.trim(),
    department_id: values.department ? Number(values.department) : null,
  }
  const save = () =>
    change.mutate(
      {
        run: () => (team ? updateTeam(team.id, { ...fields, version: team.version }) : createTeam(fields)),
        done: team
          ? t('The team {name} is saved.', { name: fields.name })
          : t('The team {name} is there; nobody is in it yet.', { name: fields.name }),
      },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      title={team ? t('Change the team {name}', { name: team.name }) : t('New team')}
      label={team ? t('Save') : t('Create')}
      onClose={onClose}
      onSubmit={save}
      busy={change.isPending}
      disabled={!fields.name || !dirty}
      error={change.error}
      fields={['name', 'department_id']}
    >
      <TextInput
        label={t('Name')}
        required
        data-autofocus
        value={values.name}
        error={fieldError(change.error, 'name')}
        onChange={typed((name) => set({ name }))}
      />
      <NativeSelect
        label={t('Department')}
        value={values.department}
        error={fieldError(change.error, 'department_id')}
        data={[
          { value: '', label: t('None') },
          ...departments.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={typed((department) => set({ department }))}
      />
    </FormDialog>
  )
}
