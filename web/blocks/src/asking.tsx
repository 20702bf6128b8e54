import { t } from '@i18n'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { Confirm } from '@/ui/confirm'
import { type Action, plain } from './model'

interface Props {
  action: Action
  /** Carries it out, with the word that was typed. */
  go: (typed: string) => void
  onClose: () => void
}

/** The question of an action that asks first; some want a word typed, so that nobody presses by habit. */
export function Asking({ action, go, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const { confirm } = action
  const word = confirm?.type_to_confirm?.trim() ?? ''
  const ready = typed.trim() === word
  const answer = () => {
    if (!ready) return
    onClose()
    go(typed.trim())
  }
  return (
    <Confirm
      opened
      title={plain(confirm?.title)}
      label={plain(confirm?.label) || plain(action.label)}
      danger={confirm?.tone === 'danger' || action.style === 'danger'}
      disabled={!ready}
      onClose={onClose}
      onConfirm={answer}
    >
      {plain(confirm?.text)}
      {word && (
        <TextInput
          mt="sm"
          label={t('Type “{word}” to go on', { word })}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && answer()}
        />
      )}
    </Confirm>
  )
}
