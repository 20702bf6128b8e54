import { t } from '@i18n'
import { number } from '@/lib/format'
import { IconChevronDown, IconChevronUp, IconMinus } from '@/ui/icons'
import { ActionButton } from './action'
import { CopyButton } from './content'
import classes from './facts.module.css'
import { BlockLink } from './link'
import { isValue, type Of, plain, type Value } from './model'
import { Spark } from './spark'
import { Bar, ValueView } from './value'

export function KvBlock({ block }: { block: Of<'kv'> }) {
  return (
    <dl className={classes.kv} data-cols={block.cols ?? 1}>
      {block.items.map((item) => (
        <div key={plain(item.label)} className={classes.pair}>
          <dt title={plain(item.help) || undefined}>{plain(item.label)}</dt>
          <dd>
            <ValueView value={item.value} />
            {item.copyable && <CopyButton text={bare(item.value)} />}
            {item.action && <ActionButton action={item.action} size="compact-xs" />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What is copied of a value: its bare content, not its formatting. */
function bare(value: Value): string {
  if (!isValue(value)) return String(value)
  if (value.k === 'text') return plain(value.v)
  if (value.k === 'link') return value.href
  return 'v' in value ? String(value.v) : 'id' in value ? value.id : ''
}

const trendIcons = { up: IconChevronUp, down: IconChevronDown, flat: IconMinus }
const trendWords = { up: t('trend|up'), down: t('trend|down'), flat: t('trend|unchanged') }

export function StatBlock({ block }: { block: Of<'stat'> }) {
  const trend = block.trend ?? 'flat'
  const Icon = trendIcons[trend]
  const tone = trend === 'flat' || !block.good ? 'neutral' : trend === block.good ? 'good' : 'bad'
  const label = plain(block.label)
  return (
    <div className={classes.stat} title={plain(block.help) || undefined}>
      <span className={classes.statLabel}>
        {block.href ? (
          <BlockLink href={block.href} className="pb-link">
            {label}
          </BlockLink>
        ) : (
          label
        )}
      </span>
      <span className={classes.statRow}>
        <span className={classes.figure}>
          <ValueView value={block.value} />
        </span>
        {block.spark && <Spark values={block.spark} />}
      </span>
      {block.delta && (
        <span className={classes.delta} data-tone={tone}>
          <Icon size={14} aria-hidden="true" />
          <span className="pb-hidden">{trendWords[trend]}</span>
          <ValueView value={block.delta} />
        </span>
      )}
    </div>
  )
}

export function ProgressBlock({ block }: { block: Of<'progress'> }) {
  const label = plain(block.label)
  return (
    <div className={classes.progress}>
      <span className={classes.statLabel}>{label}</span>
      <Bar value={block.value} max={block.max ?? 100} label={label} tone={block.tone} />
    </div>
  )
}

export function RatingBlock({ block }: { block: Of<'rating'> }) {
  const max = block.max ?? 5
  const full = Math.round(block.value)
  return (
    <div className={classes.progress}>
      <span className={classes.statLabel}>{plain(block.label)}</span>
      <span>
        <span role="img" aria-label={t('{value} of {max}', { value: block.value, max })} className={classes.stars}>
          {'★'.repeat(full)}
          <span className={classes.off}>{'★'.repeat(Math.max(0, max - full))}</span>
        </span>
        {full !== block.value && <span aria-hidden="true"> {number(block.value)}</span>}
      </span>
    </div>
  )
}
