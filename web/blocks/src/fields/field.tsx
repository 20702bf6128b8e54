import { useEffect, useRef } from 'react'
import { useForms, useSurfaceApi } from '../context'
import { type Field, plain } from '../model'
import { ChoiceField } from './choice'
import { DateField, DateRangeField, DurationField } from './dates'
import { EntityField } from './entity'
import { FileField } from './file'
import { KeyValueField, ListField } from './nested'
import { MoneyField, NumberField, RatingField, SliderField } from './numbers'
import { ScheduleField } from './schedule'
import { StaticField } from './static'
import { TextField } from './text'
import { CheckboxField, SwitchField } from './toggles'

/** What every control gets: the words, the state, and a way to say that the value changed. */
export interface Control<T = unknown> {
  field: Field
  value: T
  onChange: (value: T) => void
  shared: {
    id: string
    label: string
    description: string | undefined
    placeholder: string | undefined
    error: string | undefined
    required: boolean | undefined
    disabled: boolean | undefined
    readOnly: boolean | undefined
  }
}

interface Props {
  field: Field
  form: string
  id: string
}

export function FieldView({ field, form, id }: Props) {
  const forms = useForms()
  const changed = useChangeEvent(field, form)
  const control: Control = {
    field,
    value: forms.value(form, field.name),
    onChange: (value) => {
      forms.set(form, field.name, value)
      changed()
    },
    shared: {
      id,
      label: plain(field.label),
      description: plain(field.help) || undefined,
      placeholder: plain(field.placeholder) || undefined,
      error: forms.errors(form)[field.name],
      required: field.required,
      disabled: field.disabled,
      readOnly: field.readonly,
    },
  }
  return <ByKind {...control} />
}

/** Tells the plugin about a change where the field asks for it, after a pause. */
function useChangeEvent(field: Field, form: string): () => void {
  const { run } = useSurfaceApi()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    const trigger = field.on_change
    if (!trigger) return
    clearTimeout(timer.current)
    timer.current = setTimeout(
      () => run({ id: trigger.action, label: '', token: trigger.token }, { event: 'change', form }),
      Math.max(300, trigger.ms ?? 300),
    )
  }
}

function ByKind(control: Control) {
  switch (control.field.kind) {
    case 'number':
    case 'percent':
      return <NumberField {...control} />
    case 'money':
      return <MoneyField {...control} />
    case 'slider':
      return <SliderField {...control} />
    case 'rating':
      return <RatingField {...control} />
    case 'checkbox':
      return <CheckboxField {...control} />
    case 'switch':
      return <SwitchField {...control} />
    case 'radio':
    case 'segmented':
    case 'select':
    case 'combobox':
    case 'multiselect':
    case 'tags':
    case 'timezone':
      return <ChoiceField {...control} />
    case 'date':
    case 'datetime':
    case 'time':
      return <DateField {...control} />
    case 'daterange':
      return <DateRangeField {...control} />
    case 'duration':
      return <DurationField {...control} />
    case 'user':
    case 'contact':
    case 'team':
    case 'org':
    case 'ticket':
      return <EntityField {...control} />
    case 'file':
    case 'image':
      return <FileField {...control} />
    case 'keyvalue':
      return <KeyValueField {...control} />
    case 'list':
      return <ListField {...control} />
    case 'schedule':
      return <ScheduleField {...control} />
    case 'static':
      return <StaticField {...control} />
    default:
      return <TextField {...control} />
  }
}
