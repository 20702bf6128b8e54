import { t } from '@i18n'
import { Button, Group, Modal, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { mergeTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { type Choice, Picker } from '@/ui/picker'
import type { Changer } from './queries'
import { findTickets } from './ticket-choices'

interface Props {
  opened: boolean
  onClose: () => void
  ticket: Ticket
  change: Changer
}

export function MergeDialog({ opened, onClose, ticket, change }: Props) {
  const [into, setInto] = useState<Choice | null>(null)
  const navigate = useNavigate()
  const merge = () => {
    if (!into) return
    const target = Number(into.value)
    onClose()
    change({
      doing: t('Merging'),
      done: t('#{id} is part of #{target} now.', { id: ticket.id, target }),
      run: async (version) => {
        const merged = await mergeTicket(ticket.id, target, version)
        await navigate({ to: '/tickets/$id', params: { id: target } })
        return merged.id === ticket.id ? merged : undefined
      },
    })
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('Merge #{id} into another ticket', { id: ticket.id })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Text size="sm" mb="sm">
        {t('The conversation moves to the ticket that you choose, and this one is closed. This can not be taken back.')}
      </Text>
      <Picker
        look="add"
        label={t('Choose the ticket to merge into')}
        name={['tickets', 'merge']}
        find={(q) => findTickets(q, ticket.id)}
        nothing={t('No ticket found')}
        onPick={setInto}
      >
        {into ? into.label : t('Choose a ticket…')}
      </Picker>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button disabled={!into} onClick={merge}>
          {t('Merge')}
        </Button>
      </Group>
    </Modal>
  )
}
