import { t } from '@i18n'
import type { ReactNode } from 'react'
import { bytes, date, dateTime, dateTimeShort, duration, number } from '@/lib/format'
import { IconCheck, IconMinus } from '@/ui/icons'
import { Person } from '@/ui/person'
import { Pill } from '@/ui/pill'
import { When } from '@/ui/when'
import { BlockLink } from './link'
import { isValue, plain, type Tone, type Value } from './model'
import { placeOf } from './refs'
import { Spark } from './spark'
import classes from './value.module.css'

type Loose = Value | string | number | boolean | null | undefined

/** Any typed value, in the viewer's language and time zone. A bare cell takes its type from the column. */
export function ValueView({ value, as }: { value: Loose; as?: Value['k'] }): ReactNode {
  if (value === null || value === undefined || value === '') return <span className={classes.none}>–</span>
  const typed = isValue(value) ? value : fromBare(value, as)
  return typed ? <Typed value={typed} /> : String(value)
}

function fromBare(value: string | number | boolean, as: Value['k'] | undefined): Value | null {
  switch (as) {
    case 'number':
    case 'percent':
    case 'bytes':
      return { k: as, v: Number(value) }
    case 'duration':
      return { k: 'duration', ms: Number(value) }
    case 'date':
    case 'datetime':
      return { k: as, v: String(value) }
    case 'bool':
      return { k: 'bool', v: Boolean(value) }
    case 'badge':
      return { k: 'badge', text: String(value) }
    case 'user':
    case 'contact':
    case 'ticket':
    case 'team':
    case 'org':
      return { k: as, id: String(value) }
    default:
      return null
  }
}

function Typed({ value }: { value: Value }): ReactNode {
  switch (value.k) {
    case 'text':
      return plain(value.v)
    case 'number':
      return `${number(value.v, digits(value.digits))}${value.unit ? ` ${value.unit}` : ''}`
    case 'percent':
      return number(value.v, { style: 'percent', ...digits(value.digits ?? 0) })
    case 'money':
      return number(Number(value.v), { style: 'currency', currency: value.currency })
    case 'date':
      return <time dateTime={value.v}>{date(value.v)}</time>
    case 'datetime':
      return value.rel ? (
        <When at={value.v} />
      ) : (
        <time dateTime={value.v} title={dateTime(value.v)}>
          {dateTimeShort(value.v)}
        </time>
      )
    case 'duration':
      return duration(value.ms)
    case 'bytes':
      return bytes(value.v)
    case 'bool':
      return <YesNo yes={value.v} />
    case 'badge':
      return <Pill tone={value.tone}>{plain(value.text)}</Pill>
    case 'link':
      return (
        <BlockLink href={value.href} className="pb-link">
          {plain(value.text)}
        </BlockLink>
      )
    case 'tags':
      return <Tags tags={value.v.map(plain)} />
    case 'progress':
      return <Bar value={value.v} max={value.max ?? 100} />
    case 'spark':
      return <Spark values={value.v} />
    case 'image':
      return value.src.src ? (
        <img className={classes.image} src={value.src.src} alt={plain(value.alt)} loading="lazy" />
      ) : (
        plain(value.alt)
      )
    default:
      return <EntityValue k={value.k} id={value.id} name={value.name} link={value.link} />
  }
}

const digits = (n: number | undefined) =>
  n === undefined ? {} : { minimumFractionDigits: n, maximumFractionDigits: n }

function YesNo({ yes }: { yes: boolean }) {
  const Icon = yes ? IconCheck : IconMinus
  return (
    <span className={classes.bool}>
      <Icon size={16} aria-hidden="true" />
      {yes ? t('Yes') : t('No')}
    </span>
  )
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <Pill key={tag}>{tag}</Pill>
      ))}
    </span>
  )
}

/** A thin bar with its share in words. */
export function Bar({ value, max, label, tone }: { value: number; max: number; label?: string; tone?: Tone }) {
  const share = max > 0 ? Math.max(0, Math.min(1, value / max)) : 0
  return (
    <span className={classes.progress}>
      <span
        className={classes.track}
        role="progressbar"
        aria-label={label ?? t('Progress')}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
      >
        <span className={classes.fill} data-tone={tone} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={classes.share}>{number(share, { style: 'percent' })}</span>
    </span>
  )
}

/** The number stands before the subject once, whether or not the server put it there. */
const ticketName = (id: string, name: string | null | undefined) =>
  !name ? `#${id}` : name.startsWith(`#${id} `) ? name : `#${id} ${name}`

interface EntityProps {
  k: string
  id: string
  name?: string | null
  link?: string | null
}

/** A person, ticket, team or organization. Without a name the viewer may not see it, and it stays a number. */
export function EntityValue({ k, id, name, link }: EntityProps) {
  const label = k === 'ticket' ? ticketName(id, name) : (name ?? (k === 'team' ? t('A team') : t('Somebody')))
  const shown = k === 'user' || k === 'contact' ? <Person name={label} size="xs" /> : label
  const href = link ?? (name ? placeOf(k, id) : null)
  return href ? (
    <BlockLink href={href} className={classes.entity}>
      {shown}
    </BlockLink>
  ) : (
    shown
  )
}
