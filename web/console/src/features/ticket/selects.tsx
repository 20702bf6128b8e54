import { t } from '@i18n'
import { Menu, UnstyledButton } from '@mantine/core'
import { updateTicket } from '@/lib/api/tickets'
import type { Priority, Status, Ticket } from '@/lib/api/types'
import { PriorityMark, priorityNames, StatusPill, statusNames } from '@/ui/status'
import type { Changer } from './queries'
import classes from './selects.module.css'

interface Props {
  ticket: Ticket
  change: Changer
}

export function StatusSelect({ ticket, change }: Props) {
  const { id, status, abilities } = ticket
  if (!abilities.status) return <StatusPill status={status} />
  const pick = (next: Status) =>
    next !== status &&
    change({
      doing: t('Changing the status'),
      optimistic: { status: next },
      run: (version) => updateTicket(id, { version, status: next }),
    })
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <span className="pb-hidden">{t('Change status:')} </span>
          <StatusPill status={status} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(statusNames) as Status[]).map((item) => (
          <Menu.RadioItem
            key={item}
            value={item}
            checked={item === status}
            closeMenuOnClick
            aria-label={statusNames[item]}
            onClick={() => pick(item)}
          >
            <StatusPill status={item} />
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

export function PrioritySelect({ ticket, change }: Props) {
  const { id, priority, abilities } = ticket
  if (!abilities.priority) return <PriorityMark priority={priority} words />
  const pick = (next: Priority) =>
    next !== priority &&
    change({
      doing: t('Changing the priority'),
      optimistic: { priority: next },
      run: (version) => updateTicket(id, { version, priority: next }),
    })
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <span className="pb-hidden">{t('Change priority:')} </span>
          <PriorityMark priority={priority} words />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(priorityNames) as Priority[]).map((item) => (
          <Menu.RadioItem
            key={item}
            value={item}
            checked={item === priority}
            closeMenuOnClick
            onClick={() => pick(item)}
          >
            <PriorityMark priority={item} words />
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
