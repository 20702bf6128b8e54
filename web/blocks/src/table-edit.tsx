import { t } from '@i18n'
import { tx } from '@i18n/nodes'
import { Button } from '@mantine/core'
import { type FormEvent, useContext, useEffect, useId, useRef } from 'react'
import { Box, useForms, useSurfaceApi } from './context'
import { FieldView } from './fields/field'
import { type Field, isValue, plain } from './model'
import classes from './table.module.css'
import type { CellProps } from './table-cell'
import { check } from './validate'
import { ValueView } from './value'

/** The field in the place of a cell: Enter keeps, Escape leaves it as it was. What is wrong stands below it. */
export default function EditCell({ table, id, row, column, onDone }: CellProps & { onDone: () => void }) {
  const { run, busy } = useSurfaceApi()
  const forms = useForms()
  const box = useContext(Box)
  const prefix = useId()
  const form = useRef<HTMLFormElement>(null)
  const field = column.editable as Field
  const start = useRef(startOf(field, row.cells[column.key]))
  useEffect(() => {
    forms.reset(id)
    forms.set(id, field.name, start.current)
    form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
    return () => forms.reset(id)
  }, [forms, id, field.name])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const typed = forms.value(id, field.name)
    const wrong = check(field, typed)
    forms.fail(id, wrong ? { [field.name]: wrong } : {})
    if (wrong || !table.edit) return
    const value = typed === '' && numeric.has(field.kind) ? null : typed
    const done = await run(table.edit, {
      event: 'edit',
      form: id,
      box,
      values: { [id]: { [field.name]: value } },
      selection: { [id]: [row.id] },
      params: { row: row.id, column: column.key },
    })
    if (done && Object.keys(forms.errors(id)).length === 0 && !forms.error(id)) onDone()
  }
  return (
    <form
      ref={form}
      className={classes.edit}
      noValidate
      onSubmit={save}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <FieldView field={field} form={id} id={prefix} />
      {forms.error(id) && <p role="alert">{forms.error(id)}</p>}
      {startOf(field, row.cells[column.key]) !== start.current && (
        <p className={classes.meanwhile} role="status">
          {tx('Somebody else has set it to {value}.', {
            value: <ValueView value={row.cells[column.key]} as={column.as} />,
          })}
        </p>
      )}
      <div className={classes.editButtons}>
        <Button type="submit" size="compact-sm" loading={busy === table.edit?.id}>
          {t('Save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  )
}

const numeric = new Set(['number', 'percent', 'duration'])

/** What the field begins with: the cell's bare value, or the option that is called like it. */
function startOf(field: Field, cell: unknown): unknown {
  const bare = bareOf(cell) ?? field.value ?? ''
  const options = field.options ?? []
  if (options.some((option) => option.value === bare)) return bare
  return options.find((option) => plain(option.label) === bare)?.value ?? bare
}

function bareOf(cell: unknown): unknown {
  if (!isValue(cell)) return cell
  switch (cell.k) {
    case 'badge':
      return plain(cell.text)
    case 'link':
      return cell.href
    case 'duration':
      return cell.ms
    case 'tags':
      return cell.v.map(plain)
    case 'text':
      return plain(cell.v)
    case 'spark':
    case 'image':
      return undefined
    default:
      return 'id' in cell ? cell.id : cell.v
  }
}
