import { t } from '@i18n'
import { Input } from '@mantine/core'
import type { Control } from './field'

/** A value that is only shown; also what stands for kinds that this console cannot edit, so that nothing is lost. */
export function StaticField({ field, value, shared }: Control) {
  const text =
    value === null || value === undefined || value === ''
      ? '–'
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)
  return (
    <Input.Wrapper
      label={shared.label}
      labelElement="div"
      description={field.kind === 'static' ? shared.description : t('This can not be changed here.')}
      error={shared.error}
    >
      <div style={{ fontSize: '0.9375rem', overflowWrap: 'anywhere' }}>{text}</div>
    </Input.Wrapper>
  )
}
