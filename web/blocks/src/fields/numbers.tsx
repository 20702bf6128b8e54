import { t } from '@i18n'
import { Input, NumberInput, Rating, Slider } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/Rating.layer.css'
import '@mantine/core/styles/Slider.layer.css'
import type { Control } from './field'

const bound = (value: string | number | undefined) => (value === undefined ? undefined : Number(value))
const empty = (value: unknown) => value === '' || value === null || value === undefined

/** A number; a share of one is typed as per cent. */
export function NumberField({ field, value, onChange, shared }: Control) {
  const share = field.kind === 'percent'
  const shown = empty(value) ? '' : share ? Number((Number(value) * 100).toPrecision(12)) : Number(value)
  const scale = (limit: string | number | undefined) =>
    limit === undefined ? undefined : Number(limit) * (share ? 100 : 1)
  return (
    <NumberInput
      {...shared}
      value={shown}
      min={scale(field.min)}
      max={scale(field.max)}
      step={field.step ?? 1}
      suffix={share ? ' %' : undefined}
      clampBehavior="none"
      onChange={(next) => onChange(next === '' ? '' : share ? Number(next) / 100 : Number(next))}
    />
  )
}

/** An amount as a decimal text, so that nothing is rounded. */
export function MoneyField({ field, value, onChange, shared }: Control) {
  return (
    <NumberInput
      {...shared}
      value={empty(value) ? '' : String(value)}
      decimalScale={2}
      fixedDecimalScale
      hideControls
      prefix={field.currency ? `${field.currency} ` : undefined}
      onChange={(next) => onChange(next === '' ? '' : String(next))}
    />
  )
}

export function SliderField({ field, value, onChange, shared }: Control) {
  const min = bound(field.min) ?? 0
  return (
    <Input.Wrapper
      label={shared.label}
      description={shared.description}
      error={shared.error}
      required={shared.required}
    >
      <Slider
        mt={6}
        mb={8}
        thumbLabel={shared.label}
        value={empty(value) ? min : Number(value)}
        min={min}
        max={bound(field.max) ?? 100}
        step={field.step ?? 1}
        disabled={shared.disabled}
        onChange={onChange}
      />
    </Input.Wrapper>
  )
}

export function RatingField({ field, value, onChange, shared }: Control) {
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <Input.Label component="legend" required={shared.required}>
        {shared.label}
      </Input.Label>
      {shared.description && <Input.Description>{shared.description}</Input.Description>}
      <Rating
        value={empty(value) ? 0 : Number(value)}
        count={bound(field.max) ?? 5}
        readOnly={shared.readOnly || shared.disabled}
        getSymbolLabel={(stars) => t('{value} of {max}', { value: stars, max: field.max ?? 5 })}
        onChange={onChange}
      />
      {shared.error && <Input.Error>{shared.error}</Input.Error>}
    </fieldset>
  )
}
