import { t } from '@i18n'
import { Checkbox, Radio } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Avatar } from '@/ui/person'
import { Pill } from '@/ui/pill'
import { When } from '@/ui/when'
import { ActionButton, ActionMenu } from './action'
import { useSurfaceApi } from './context'
import { BlockIcon } from './icon'
import { BlockLink } from './link'
import classes from './lists.module.css'
import { type Item, type Of, plain } from './model'
import { MoveButtons, useOrder } from './order'
import { placeOf } from './refs'
import { EntityValue, ValueView } from './value'

export function ListBlock({ block }: { block: Of<'list'> }) {
  const Tag = block.style === 'ordered' ? 'ol' : 'ul'
  const { items, move, said } = useOrder(block)
  return (
    <div className={classes.box}>
      <Tag className={classes.list} data-style={block.style ?? 'plain'}>
        {items.map((item, index) => (
          <li key={item.id ?? `${plain(item.title)} ${index}`} data-disabled={item.disabled || undefined}>
            <div className={classes.movable}>
              <Row item={item} select={block.select} list={block.id ?? 'list'} />
              {block.reorder && item.id && (
                <MoveButtons title={plain(item.title)} move={(by) => move(item.id ?? '', by)} />
              )}
            </div>
          </li>
        ))}
      </Tag>
      {block.reorder && (
        <p className="pb-hidden" role="status">
          {said}
        </p>
      )}
      {block.more && <ActionButton action={block.more} size="xs" />}
    </div>
  )
}

/** One entry of a list or a board. */
export function Row({ item, select, list }: { item: Item; select?: Of<'list'>['select']; list: string }) {
  const title = plain(item.title)
  return (
    <div className={classes.row}>
      {select && select !== 'none' && item.id && (
        <Chooser list={list} item={item.id} label={title} multi={select === 'multi'} />
      )}
      {item.image?.src && <img className={classes.thumb} src={item.image.src} alt="" loading="lazy" />}
      {item.icon && <BlockIcon name={item.icon} size={18} />}
      <div className={classes.words}>
        <span className={classes.title} data-unread={item.unread || undefined}>
          {item.href && !item.disabled ? (
            <BlockLink href={item.href} className={classes.link}>
              {title}
            </BlockLink>
          ) : (
            title
          )}
          {item.unread && <span className="pb-hidden"> {t('(unread)')}</span>}
          {item.badge && <Pill tone={item.badge.tone}>{plain(item.badge.text)}</Pill>}
        </span>
        {item.text && <span className={classes.detail}>{plain(item.text)}</span>}
        {item.meta && item.meta.length > 0 && (
          <span className={classes.meta}>
            {item.meta.map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: facts of one item in a fixed order
              <span key={index}>
                <ValueView value={value} />
              </span>
            ))}
          </span>
        )}
      </div>
      {item.action && <ActionButton action={item.action} size="xs" />}
      <ActionMenu actions={item.menu} label={t('More for {title}', { title })} compact />
    </div>
  )
}

function Chooser({ list, item, label, multi }: { list: string; item: string; label: string; multi: boolean }) {
  const { selection, select } = useSurfaceApi()
  const chosen = selection[list] ?? []
  const on = chosen.includes(item)
  if (!multi)
    return <Radio aria-label={t('Choose {label}', { label })} checked={on} onChange={() => select(list, [item])} />
  const toggle = () => select(list, on ? chosen.filter((one) => one !== item) : [...chosen, item])
  return <Checkbox aria-label={t('Choose {label}', { label })} checked={on} onChange={toggle} />
}

export function TimelineBlock({ block }: { block: Of<'timeline'> }) {
  return (
    <div className={classes.box}>
      <ol className={classes.timeline}>
        {block.items.map((item, index) => (
          <li key={item.id ?? `${item.at} ${index}`} className={classes.event} data-tone={item.tone ?? 'neutral'}>
            <span className={classes.bead}>{item.icon && <BlockIcon name={item.icon} size={13} />}</span>
            <div className={classes.words}>
              <span className={classes.title}>{plain(item.title)}</span>
              {item.text && <span className={classes.detail}>{plain(item.text)}</span>}
              <span className={classes.meta}>
                {item.by && <ValueView value={item.by} />}
                <When at={item.at} />
              </span>
            </div>
            {item.action && <ActionButton action={item.action} size="compact-xs" />}
          </li>
        ))}
      </ol>
      {block.more && <ActionButton action={block.more} size="xs" />}
    </div>
  )
}

export function PeopleBlock({ block }: { block: Of<'people'> }) {
  return (
    <ul className={classes.list} data-style="plain">
      {block.items.map((item) => {
        const name = item.name ?? (item.k === 'team' ? t('A team') : t('Somebody'))
        const href = item.link ?? (item.name ? placeOf(item.k, item.id) : null)
        return (
          <li key={`${item.k} ${item.id}`}>
            <div className={classes.row}>
              <Avatar name={name} size="md" />
              <div className={classes.words}>
                <span className={classes.title}>
                  <BlockLink href={href} className={classes.link}>
                    {name}
                  </BlockLink>
                </span>
                {item.role && <span className={classes.detail}>{plain(item.role)}</span>}
              </div>
              {item.value && <ValueView value={item.value} />}
              {item.action && <ActionButton action={item.action} size="xs" />}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

export function EntityBlock({ block }: { block: Of<'entity'> }) {
  return (
    <div className={classes.entity} data-view={block.view ?? 'line'}>
      <EntityValue k={block.k} id={block.id ?? ''} name={block.name} link={block.link} />
    </div>
  )
}
