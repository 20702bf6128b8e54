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
        done: department ? 'The department is renamed.' : `The department ${name.trim()} is there.`,
      },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      title={department ? `Rename ${department.name}` : 'New department'}
      label={department ? 'Rename' : 'Create'}
      onClose={onClose}
      onSubmit={save}
      busy={change.isPending}
      disabled={!name.trim() || name.trim() === department?.name}
      error={change.error}
      fields={['name']}
    >
      <TextInput
        label="Name"
        required
        data-autofocus
        value={name}
        error={fieldError(change.error, 'name')}
        onChange={typed(setName)}
      />
    </FormDialog>
  )
}
