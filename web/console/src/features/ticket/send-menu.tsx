import { t } from '@i18n'
import { Button, Menu } from '@mantine/core'
import type { Status } from '@/lib/api/types'
import { IconChevronDown } from '@/ui/icons'
import { StatusPill, statusNames } from '@/ui/status'

interface Props {
  note: boolean
  disabled: boolean
  onSend: (status: Status) => void
}

const offered: Status[] = ['open', 'pending', 'on_hold', 'solved']

/** Sends and sets the status in one go. */
export function SendMenu({ note, disabled, onSend }: Props) {
  return (
    <Menu position="top-end" width={210}>
      <Menu.Target>
        <Button
          size="sm"
          px={8}
          color={note ? 'dark' : undefined}
          disabled={disabled}
          aria-label={t('Send and set the status')}
        >
          <IconChevronDown size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{note ? t('Add the note and set') : t('Send and set')}</Menu.Label>
        {offered.map((status) => (
          <Menu.Item key={status} aria-label={statusNames[status]} onClick={() => onSend(status)}>
            <StatusPill status={status} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
