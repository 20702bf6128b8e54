import { t } from '@i18n'
import classes from './tabs.module.css'

export type Tab = 'conversation' | 'activity' | 'details'

interface Props {
  tab: Tab
  onChange: (tab: Tab) => void
  messages: number
}

/** What the middle shows. Details are a tab on a phone only; elsewhere they stand beside it. */
export function Tabs({ tab, onChange, messages }: Props) {
  const button = (name: Tab, label: string) => (
    <button
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
    </fieldset>
  )
}
