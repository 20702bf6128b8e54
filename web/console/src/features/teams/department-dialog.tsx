import { t } from '@i18n'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { createDepartment, renameDepartment } from '@/lib/api/teams'
import type { Department } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { typed } from '@/lib/use-values'
import { FormDialog } from '@/ui/form-dialog'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'

export function DepartmentDialog({ department, onClose }: { department?: Department; onClose: () => void }) {
  const [name, setName] = useState(department?.name ?? '')
  const change = useChange(keys.departments, keys.teams)
  const save = () =>
    change.mutate(
      {
        run: () =>
          department ? renameDepartment(department.id, name.trim(), department.version) : createDepartment(name.trim()),
        done: department
          ? t('The department is renamed.')
          : t('The department {name} is there.', { name: name.trim() }),
      },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      title={department ? t('Rename {name}', { name: department.name }) : t('New department')}
      label={department ? t('Rename') : t('Create')}
      onClose={onClose}
      onSubmit={save}
      busy={change.isPending}
      disabled={!name.trim() || name.trim() === department?.name}
      error={change.error}
      fields={['name']}
    >
      <TextInput
        label={t('Name')}
        required
        data-autofocus
        value={name}
        error={fieldError(change.error, 'name')}
        onChange={typed(setName)}
      />
    </FormDialog>
  )
}
