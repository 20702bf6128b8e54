import { t } from '@i18n'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { fromLocalInput, presets, toLocalInput } from '@/lib/when'
import classes from './when-chooser.module.css'

interface Props {
  at: string | null
  onSet: (at: string) => void
  /** Further choices, between the usual times and one's own. */
  children?: ReactNode
  /** Stands beside the button that sets one's own time. */
  beside?: ReactNode
}

/** Picks a moment: one of the usual ones, or one's own. */
export function WhenChooser({ at, onSet, children, beside }: Props) {
  const [own, setOwn] = useState(at ? toLocalInput(at) : '')
  return (
    <div className={classes.chooser}>
      {presets().map(({ label, at: preset }) => (
        <Button key={label} size="compact-sm" variant="default" onClick={() => onSet(preset)}>
          {label}
        </Button>
      ))}
      {children}
      <TextInput
        type="datetime-local"
        label={t('Another time')}
        size="sm"
        value={own}
        onChange={(event) => setOwn(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <Button size="xs" disabled={!own} onClick={() => onSet(fromLocalInput(own))}>
          {t('Set')}
        </Button>
        {beside}
      </div>
    </div>
  )
}
