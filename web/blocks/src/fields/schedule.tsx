import { t } from '@i18n'
import { ActionIcon, Button, Input, TextInput } from '@mantine/core'
import { weekdays } from '@/lib/when'
import { IconPlus, IconX } from '@/ui/icons'
import classes from '../form.module.css'
import type { Control } from './field'

type Hours = [string, string]
type Week = Record<string, Hours[]>

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Hours of a week, any number of spans a day. */
export function ScheduleField({ value, onChange, shared }: Control) {
  const week = (typeof value === 'object' && value !== null ? value : {}) as Week
  const names = weekdays()
  const off = shared.disabled || shared.readOnly
  const set = (day: string, hours: Hours[]) => {
    const { [day]: _before, ...rest } = week
    onChange(hours.length > 0 ? { ...rest, [day]: hours } : rest)
  }
  return (
    <Input.Wrapper
      label={shared.label}
      labelElement="div"
      description={shared.description}
      error={shared.error}
      required={shared.required}
    >
      <ul className={classes.week} aria-label={shared.label}>
        {days.map((day, index) => (
          <li key={day}>
            <span className={classes.day}>{names[index]}</span>
            <Day
              name={names[index] ?? day}
              hours={week[day] ?? []}
              disabled={off}
              onChange={(hours) => set(day, hours)}
            />
          </li>
        ))}
      </ul>
    </Input.Wrapper>
  )
}

interface DayProps {
  name: string
  hours: Hours[]
  disabled: boolean | undefined
  onChange: (hours: Hours[]) => void
}

function Day({ name, hours, disabled, onChange }: DayProps) {
  const change = (at: number, end: 0 | 1, time: string) => onChange(hours.with(at, changed(hours[at], end, time)))
  const add = () => onChange([...hours, hours.length > 0 ? [hours.at(-1)?.[1] ?? '', ''] : ['09:00', '17:00']])
  return (
    <div className={classes.hours}>
      {hours.length === 0 && <span className={classes.closed}>{t('Closed')}</span>}
      {hours.map(([from, to], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no names of their own
        <span key={at} className={classes.span}>
          <TextInput
            type="time"
            size="xs"
            aria-label={t('{label}: from', { label: name })}
            value={from}
            disabled={disabled}
            onChange={(event) => change(at, 0, event.currentTarget.value)}
          />
          –
          <TextInput
            type="time"
            size="xs"
            aria-label={t('{label}: to', { label: name })}
            value={to}
            disabled={disabled}
            onChange={(event) => change(at, 1, event.currentTarget.value)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            size={24}
            disabled={disabled}
            aria-label={t('{label}: remove hours', { label: name })}
            onClick={() => onChange(hours.filter((_, other) => other !== at))}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={13} />}
        disabled={disabled}
        aria-label={t('{label}: add hours', { label: name })}
        onClick={add}
      >
        {t('Hours')}
      </Button>
    </div>
  )
}

const changed = (hours: Hours | undefined, end: 0 | 1, time: string): Hours =>
  end === 0 ? [time, hours?.[1] ?? ''] : [hours?.[0] ?? '', time]
