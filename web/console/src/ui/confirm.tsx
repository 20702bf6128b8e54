import { t } from '@i18n'
import { Button, Group, Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  opened: boolean
  onClose: () => void
  onConfirm: () => void
  title: string
  children: ReactNode
  label: string
  danger?: boolean
  busy?: boolean
  disabled?: boolean
}

/** A question before something that is not easily undone. */
export function Confirm({ opened, onClose, onConfirm, title, children, label, danger, busy, disabled }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Text component="div" size="sm">
        {children}
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button
          color={danger ? 'red' : undefined}
          loading={busy}
          disabled={disabled}
          onClick={onConfirm}
          data-autofocus
        >
          {label}
        </Button>
      </Group>
    </Modal>
  )
}
