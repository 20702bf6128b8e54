import { t } from '@i18n'
import { NativeSelect } from '@mantine/core'
import classes from './import.module.css'

interface Props {
  columns: string[]
  mapping: Record<string, string>
  onChange: (mapping: Record<string, string>) => void
}

const fields = [
  ['name', t('Name')],
  ['email', t('E-mail')],
  ['roles', t('Roles')],
  ['kind', t('Employee or customer')],
  ['organization', t('Organization')],
  ['phone', t('Phone')],
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
          data={[{ value: '', label: t('(not in the file)') }, ...columns.filter(Boolean)]}
        />
      ))}
    </div>
  )
}
