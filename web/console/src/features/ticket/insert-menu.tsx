import { BlockIcon } from '@blocks/icon'
import { t } from '@i18n'
import { Button, Menu } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { PluginPage, Ticket } from '@/lib/api/types'
import { IconChevronDown } from '@/ui/icons'
import type { Insert } from './use-composer'

const ActionDialog = lazy(() => import('./action-dialog'))

interface Props {
  ticket: Ticket
  onInsert: (insert: Insert) => void
}

/** What plugins offer to put into the answer. */
export function InsertMenu({ ticket, onInsert }: Props) {
  const [open, setOpen] = useState<PluginPage | null>(null)
  const inserts = ticket.inserts ?? []
  if (inserts.length === 0) return null
  const take = (insert: Insert) => {
    setOpen(null)
    onInsert(insert)
  }
  return (
    <>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            c="inherit"
            rightSection={<IconChevronDown size={14} />}
          >
            {t('Insert')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {inserts.map((insert) => (
            <Menu.Item
              key={`${insert.plugin}/${insert.surface}`}
              leftSection={<BlockIcon name={insert.icon} fallback="puzzle" size={16} />}
              onClick={() => setOpen(insert)}
            >
              {insert.title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {open && (
        <Suspense>
          <ActionDialog action={open} ticket={ticket.id} onClose={() => setOpen(null)} onInsert={take} />
        </Suspense>
      )}
    </>
  )
}
