import { t } from '@i18n'
import { ActionIcon, Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { updateTicket } from '@/lib/api/tickets'
import type { Snoozing, Ticket } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { useShortcuts } from '@/lib/shortcuts'
import { IconZzz } from '@/ui/icons'
import { toast } from '@/ui/toast'
import { WhenChooser } from '@/ui/when-chooser'
import type { Changer } from './queries'
import classes from './snooze.module.css'

interface Props {
  ticket: Ticket
  change: Changer
}

const snoozed = ({ until }: Snoozing) =>
  until ? t('Snoozed until {time}.', { time: dateTime(until) }) : t('Snoozed until the customer replies.')

function useSnooze({ ticket, change }: Props) {
  const set = (snooze: Snoozing | null) =>
    change({
      doing: snooze ? t('Snoozing the ticket') : t('Waking the ticket'),
      optimistic: { snooze, woken_at: null },
      run: async (version) => {
        const changed = await updateTicket(ticket.id, { version, snooze })
        if (snooze)
          toast({ tone: 'success', text: snoozed(snooze), action: { label: t('Undo'), run: () => set(null) } })
        return changed
      },
    })
  return set
}

/** Takes the ticket out of the lists of work for a while. */
export function SnoozeButton(props: Props) {
  const [opened, setOpened] = useState(false)
  const snooze = useSnooze(props)
  const set = (next: Snoozing) => {
    setOpened(false)
    snooze(next)
  }
  useShortcuts(t('Ticket'), [{ key: 'z', label: t('Snooze'), run: () => setOpened(true) }])
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={290} trapFocus withRoles={false}>
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t('Snooze')}
          title={t('Snooze')}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconZzz size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <WhenChooser at={props.ticket.snooze?.until ?? null} onSet={(at) => set({ until: at })}>
          <Button size="compact-sm" variant="default" onClick={() => set({ reply: true })}>
            {t('Until the customer replies')}
          </Button>
        </WhenChooser>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Says above the conversation that the ticket sleeps, or that it is back. */
export function SnoozeNote(props: Props) {
  const wake = useSnooze(props)
  const { snooze, woken_at, abilities } = props.ticket
  if (!snooze && !woken_at) return null
  return (
    <p className={classes.note} data-back={!snooze || undefined}>
      <IconZzz size={16} aria-hidden="true" />
      <span>
        {snooze ? snoozed(snooze) : t('Back from its snooze since {time}.', { time: dateTime(woken_at ?? '') })}
        {snooze?.until && ` ${t('A reply of the customer brings it back earlier.')}`}
      </span>
      {snooze && abilities.snooze && (
        <Button size="compact-sm" variant="default" onClick={() => wake(null)}>
          {t('Wake it now')}
        </Button>
      )}
    </p>
  )
}
