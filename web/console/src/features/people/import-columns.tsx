import { NativeSelect } from '@mantine/core'
import classes from './import.module.css'

interface Props {
  columns: string[]
  mapping: Record<string, string>
  onChange: (mapping: Record<string, string>) => void
}

const fields = [
  ['name', 'Name'],
  ['email', 'E-mail'],
  ['roles', 'Roles'],
  ['kind', 'Employee or customer'],
  ['organization', 'Organization'],
  ['phone', 'Phone'],
] as const

/** Says which column of the file each field comes from. */
export function ImportColumns({ columns, mapping, onChange }: Props) {
  const set = (field: string, column: string) => {
    const { [field]: _, ...others } = mapping
    onChange(column ? { ...others, [field]: column } : others)
  }
  return (
    <div className={classes.columns}>
      {fields.map(([field, label]) => (
        <NativeSelect
          key={field}
          label={label}
          value={mapping[field] ?? ''}
          onChange={({ currentTarget }) => set(field, currentTarget.value)}
          data={[{ value: '', label: '(not in the file)' }, ...columns.filter(Boolean)]}
        />
      ))}
    </div>
  )
}
