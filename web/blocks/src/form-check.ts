import { type Field, type Form, fieldsOf } from './model'
import { holds } from './show-if'
import { check } from './validate'

type Lookup = (form: string, name: string) => unknown

/** What is wrong with the fields that are in sight. */
export function findErrors(form: Form, value: Lookup): Record<string, string> {
  const wrong: Record<string, string> = {}
  for (const node of form.fields) {
    if (node.kind === 'group' && !holds(node.show_if, value)) continue
    for (const field of fieldsOf([node])) {
      if (!shown(field, value)) continue
      const text = check(field, value(form.id, field.name))
      if (text) wrong[field.name] = text
    }
  }
  return wrong
}

/** Whether a field is in sight. */
export const shown = (field: Field, value: Lookup) =>
  !(field as { hidden?: boolean }).hidden && holds(field.show_if, value)
