import { t } from '@i18n'
import { lazy, Suspense } from 'react'
import { ActionButton, ActionList, ActionMenu } from './action'
import { useSurfaceApi } from './context'
import { FilterField } from './filter-field'
import { BlockIcon } from './icon'
import classes from './interactive.module.css'
import { BlockLink } from './link'
import { type Of, plain } from './model'
import { SearchInput } from './table-tools'

const SuggestInput = lazy(() => import('./suggest'))

export function ActionsBlock({ block }: { block: Of<'actions'> }) {
  return (
    <div className={classes.actions} data-align={block.align}>
      <ActionList actions={block.actions} />
      <ActionMenu actions={block.overflow} label={t('More')} compact />
    </div>
  )
}

export function ButtonBlock({ block }: { block: Of<'button'> }) {
  return (
    <div className={classes.actions}>
      <ActionButton action={block.action} />
    </div>
  )
}

export function MenuBlock({ block }: { block: Of<'menu'> }) {
  return (
    <div className={classes.actions}>
      <ActionMenu actions={block.actions} label={plain(block.label)} icon={block.icon} />
    </div>
  )
}

export function LinkBlock({ block }: { block: Of<'link'> }) {
  return (
    <p className={classes.link}>
      {block.icon && <BlockIcon name={block.icon} />}
      <BlockLink href={block.href} className="pb-link">
        {plain(block.text)}
      </BlockLink>
    </p>
  )
}

export function SearchBlock({ block }: { block: Of<'search'> }) {
  const { params, setParams, run } = useSurfaceApi()
  const { enter } = block
  const box = {
    value: params[block.param] ?? '',
    placeholder: plain(block.placeholder) || t('Search'),
    onSearch: (q: string) => setParams({ [block.param]: q || undefined }),
    onEnter: enter && ((q: string) => void run(enter, { params: { [block.param]: q } })),
  }
  return (
    <div className={classes.search}>
      {block.suggest ? (
        <Suspense fallback={<SearchInput {...box} />}>
          <SuggestInput {...box} suggest={block.suggest} />
        </Suspense>
      ) : (
        <SearchInput {...box} />
      )}
    </div>
  )
}

export function FilterbarBlock({ block }: { block: Of<'filterbar'> }) {
  const { params, setParams } = useSurfaceApi()
  const saved = params[`${block.param}.saved`]
  return (
    <div className={classes.filterbar}>
      {block.saved?.map((choice) => (
        <button
          key={choice.id}
          type="button"
          className={classes.saved}
          aria-pressed={saved === choice.id}
          onClick={() => setParams({ [`${block.param}.saved`]: saved === choice.id ? undefined : choice.id })}
        >
          {plain(choice.label)}
        </button>
      ))}
      {block.filters.map((field) => (
        <FilterField
          key={field.name}
          field={field}
          value={params[`${block.param}.${field.name}`] ?? (field.value === undefined ? '' : String(field.value))}
          onChange={(value) => setParams({ [`${block.param}.${field.name}`]: value || undefined })}
        />
      ))}
    </div>
  )
}

export function VoteBlock({ block }: { block: Of<'vote'> }) {
  const { run, busy } = useSurfaceApi()
  const button = (action: NonNullable<typeof block.up>, mine: boolean) => (
    <button
      type="button"
      className={classes.vote}
      aria-pressed={mine}
      disabled={busy === action.id || action.disabled}
      onClick={() => run(action)}
    >
      {action.icon && <BlockIcon name={action.icon} />}
      {plain(action.label)}
    </button>
  )
  return (
    <fieldset className={classes.votes}>
      <legend className="pb-hidden">{plain(block.label)}</legend>
      <span aria-hidden="true">{plain(block.label)}</span>
      {button(block.up, block.mine === 'up')}
      {block.count !== undefined && <span>{block.count}</span>}
      {block.down && button(block.down, block.mine === 'down')}
    </fieldset>
  )
}
