import { t } from '@i18n'
import type { PluginPage } from '@/lib/api/types'
import classes from './tabs.module.css'

/** One of the ticket's own, or a plugin's: its id and that of the surface. */
export type Tab = 'conversation' | 'activity' | 'details' | `${string}/${string}`

export const tabOf = ({ plugin, surface }: PluginPage): Tab => `${plugin}/${surface}`

interface Props {
  tab: Tab
  onChange: (tab: Tab) => void
  messages: number
  /** What plugins add. */
  more: PluginPage[]
}

/** What the middle shows. Details are a tab on a phone only; elsewhere they stand beside it. */
export function Tabs({ tab, onChange, messages, more }: Props) {
  const button = (name: Tab, label: string) => (
    <button
      key={name}
      type="button"
      className={classes.tab}
      data-tab={name}
      aria-pressed={tab === name}
      onClick={() => onChange(name)}
    >
      {label}
    </button>
  )
  return (
    <fieldset className={classes.tabs}>
      <legend className="pb-hidden">{t('Show')}</legend>
      {button('conversation', t('Conversation ({messages})', { messages }))}
      {button('details', t('Details'))}
      {button('activity', t('Activity'))}
      {more.map((place) => button(tabOf(place), place.title))}
    </fieldset>
  )
}
