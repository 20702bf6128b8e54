import { t } from '@i18n'
import { Button, Group, Modal, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { Refusal } from './refusal'

interface Props {
  title: string
  /** What the button that sends says. */
  label: string
  children: ReactNode
  onClose: () => void
  onSubmit: () => void
  busy?: boolean
  disabled?: boolean
  danger?: boolean
  error?: unknown
  /** Fields that show their own message. */
  fields?: string[]
  size?: 'md' | 'lg'
}

/** A few fields, or a question, in a dialog that stays open with the server's words when it refuses. */
export function FormDialog({ title, label, children, onClose, onSubmit, busy, disabled, danger, ...rest }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onSubmit()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={rest.size ?? 'md'}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {children}
          <Refusal error={rest.error} shown={rest.fields} />
          <Group justify="flex-end" gap="xs" mt={4}>
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button
              type="submit"
              color={danger ? 'red' : undefined}
              loading={busy}
              disabled={disabled}
              data-autofocus={danger || undefined}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
