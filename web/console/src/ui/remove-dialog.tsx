import { t } from '@i18n'
import { Text } from '@mantine/core'
import type { QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FormDialog } from './form-dialog'
import { useChange } from './use-change'

interface Props {
  title: string
  label?: string
  children: ReactNode
  run: () => Promise<unknown>
  done: string
  stale: QueryKey[]
  onClose: () => void
}

/** Asks before something is gone; says in the server's words why it must stay. */
export function RemoveDialog({ title, label = t('Delete'), children, run, done, stale, onClose }: Props) {
  const change = useChange(...stale)
  return (
    <FormDialog
      title={title}
      label={label}
      danger
      onClose={onClose}
      busy={change.isPending}
      error={change.error}
      onSubmit={() => change.mutate({ run, done }, { onSuccess: onClose })}
    >
      <Text component="div" size="sm">
        {children}
      </Text>
    </FormDialog>
  )
}
