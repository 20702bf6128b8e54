import { BlockIcon } from '@blocks/icon'
import { t } from '@i18n'
import { ActionIcon, Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { deleteTicket } from '@/lib/api/tickets'
import type { PluginPage, Ticket } from '@/lib/api/types'
import { useMe } from '@/lib/session'
import { Confirm } from '@/ui/confirm'
import { IconArrowMerge, IconCopy, IconDots, IconEye, IconHelpCircle, IconTrash } from '@/ui/icons'
import { toast } from '@/ui/toast'
import { MergeDialog } from './merge'
import type { Changer } from './queries'

const ActionDialog = lazy(() => import('./action-dialog'))
const ViewersDialog = lazy(() => import('./viewers-dialog'))
const ExplainDialog = lazy(() => import('@/ui/access/explain-dialog'))

interface Props {
  ticket: Ticket
  change: Changer
  busy: boolean
}

type Open = null | 'viewers' | 'explain' | 'merge' | 'delete' | PluginPage

/** What is done seldom, and what plugins offer on a ticket. */
export function MoreMenu({ ticket, change, busy }: Props) {
  const [open, setOpen] = useState<Open>(null)
  const me = useMe()
  const navigate = useNavigate()
  const { id, abilities } = ticket
  const actions = ticket.actions ?? []
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/app/tickets/${id}`)
    toast({ text: t('The address of the ticket is on the clipboard.') })
  }
  const remove = async () => {
    change({
      doing: t('Deleting the ticket'),
      done: t('#{id} is deleted.', { id }),
      run: async () => {
        await deleteTicket(id)
        await navigate({ to: '/inbox' })
        return undefined
      },
    })
  }
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon variant="default" size={34} aria-label={t('More actions')}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item
              key={`${action.plugin}/${action.surface}`}
              leftSection={<BlockIcon name={action.icon} fallback="puzzle" size={16} />}
              onClick={() => setOpen(action)}
            >
              {action.title}
            </Menu.Item>
          ))}
          {actions.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={copy}>
            {t('Copy the address')}
          </Menu.Item>
          {(me.abilities.people || me.abilities.roles) && (
            <Menu.Item leftSection={<IconEye size={16} />} onClick={() => setOpen('viewers')}>
              {t('Who can see this…')}
            </Menu.Item>
          )}
          {me.abilities.roles && (
            <Menu.Item leftSection={<IconHelpCircle size={16} />} onClick={() => setOpen('explain')}>
              {t('Who may do what…')}
            </Menu.Item>
          )}
          {abilities.merge && (
            <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => setOpen('merge')}>
              {t('Merge into another…')}
            </Menu.Item>
          )}
          {abilities.delete && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setOpen('delete')}>
              {t('Delete…')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <MergeDialog opened={open === 'merge'} onClose={() => setOpen(null)} ticket={ticket} change={change} />
      <Confirm
        opened={open === 'delete'}
        onClose={() => setOpen(null)}
        onConfirm={remove}
        title={t('Delete ticket #{id}?', { id })}
        label={t('Delete the ticket')}
        danger
        busy={busy}
      >
        {t('“{subject}” and its conversation disappear for everybody, the customer included.', {
          subject: ticket.subject,
        })}
      </Confirm>
      {open === 'viewers' && (
        <Suspense>
          <ViewersDialog ticket={id} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      {open === 'explain' && (
        <Suspense>
          <ExplainDialog person={me.user} ticket={id} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      {open !== null && typeof open === 'object' && (
        <Suspense>
          <ActionDialog action={open} ticket={id} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  )
}
