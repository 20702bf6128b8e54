import { Checkbox, Switch } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import type { Control } from './field'

export function CheckboxField({ value, onChange, shared }: Control) {
  const { placeholder: _unused, readOnly, disabled, required: _mark, ...rest } = shared
  return (
    <Checkbox
      {...rest}
      disabled={disabled || readOnly}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

export function SwitchField({ value, onChange, shared }: Control) {
  const { placeholder: _unused, readOnly, disabled, required: _mark, ...rest } = shared
  return (
    <Switch
      {...rest}
      disabled={disabled || readOnly}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
