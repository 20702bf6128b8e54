import { t, tn } from '@i18n'
import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import type { Snoozing } from '@/lib/api/types'
import { dateTime } from '@/lib/format'
import { IconChevronDown } from '@/ui/icons'
import { WhenChooser } from '@/ui/when-chooser'
import type { Order } from './use-bulk'

/** Takes the selected tickets out of the lists of work for a while. */
export function BulkSnooze({ onOrder }: { onOrder: (order: Order) => void }) {
  const [opened, setOpened] = useState(false)
  const set = (snooze: Snoozing) => {
    setOpened(false)
    onOrder({
      doing: t('Snoozing the tickets'),
      said: (n) =>
        snooze.until
          ? tn(n, '{n} ticket is snoozed until {time}.', '{n} tickets are snoozed until {time}.', {
              time: dateTime(snooze.until),
            })
          : tn(
              n,
              '{n} ticket is snoozed until its customer replies.',
              '{n} tickets are snoozed until their customers reply.',
            ),
      make: () => ({ snooze }),
    })
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={290} trapFocus withRoles={false}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={opened}
          rightSection={<IconChevronDown size={14} />}
          onClick={() => setOpened(!opened)}
        >
          {t('Snooze')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <WhenChooser at={null} onSet={(at) => set({ until: at })}>
          <Button size="compact-sm" variant="default" onClick={() => set({ reply: true })}>
            {t('Until the customer replies')}
          </Button>
        </WhenChooser>
      </Popover.Dropdown>
    </Popover>
  )
}
