import { t } from '@i18n'
import { Button, Popover, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { updateTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { WhenChooser } from '@/ui/when-chooser'
import aside from './aside.module.css'
import classes from './follow-up.module.css'
import type { Changer } from './queries'

interface Props {
  ticket: Ticket
  change: Changer
}

/** When the ticket should come back to mind. */
export function FollowUp({ ticket, change }: Props) {
  const [opened, setOpened] = useState(false)
  const at = ticket.follow_up_at
  const shown = at ? <span>{dateTime(at)}</span> : <span className={aside.muted}>{t('None')}</span>
  if (!ticket.abilities.follow_up) return shown
  const set = (next: string | null) => {
    setOpened(false)
    change({
      doing: t('Setting the follow-up'),
      optimistic: { follow_up_at: next },
      run: (version) => updateTicket(ticket.id, { version, follow_up_at: next }),
    })
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={250} trapFocus withRoles={false}>
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <span className="pb-hidden">{t('Change follow-up:')} </span>
          {shown}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <WhenChooser
          at={at}
          onSet={set}
          beside={
            at && (
              <Button size="xs" variant="default" onClick={() => set(null)}>
                {t('Remove')}
              </Button>
            )
          }
        />
      </Popover.Dropdown>
    </Popover>
  )
}
