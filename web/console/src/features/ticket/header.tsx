import { t } from '@i18n'
import { tx } from '@i18n/nodes'
import { ActionIcon, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { takeTicket, updateTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { channelName } from '@/lib/channels'
import { IconArrowLeft, IconHandGrab, IconPin, IconPinnedOff } from '@/ui/icons'
import { PriorityMark, StatusPill } from '@/ui/status'
import { When } from '@/ui/when'
import classes from './header.module.css'
import { MoreMenu } from './more-menu'
import type { Changer } from './queries'
import { SnoozeButton } from './snooze'
import { Subject } from './subject'

interface Props {
  ticket: Ticket
  change: Changer
  busy: boolean
}

export function Header({ ticket, change, busy }: Props) {
  const { id, abilities } = ticket
  return (
    <header className={classes.header}>
      <div className={classes.row}>
        <ActionIcon
          component={Link}
          to="/inbox"
          variant="subtle"
          color="gray"
          c="inherit"
          size={34}
          aria-label={t('Back to the inbox')}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
        <Subject ticket={ticket} change={change} />
        <div className={classes.actions}>
          {abilities.take && ticket.assignee === null && (
            <Button
              size="sm"
              leftSection={<IconHandGrab size={16} />}
              loading={busy}
              onClick={() =>
                change({
                  doing: t('Taking the ticket'),
                  done: t('The ticket is yours now.'),
                  run: (v) => takeTicket(id, v),
                })
              }
            >
              {t('Take')}
            </Button>
          )}
          {abilities.snooze && <SnoozeButton ticket={ticket} change={change} />}
          {abilities.pin && <PinButton ticket={ticket} change={change} />}
          <MoreMenu ticket={ticket} change={change} busy={busy} />
        </div>
      </div>
      <p className={classes.facts}>
        <span className={classes.id}>#{id}</span>
        <StatusPill status={ticket.status} />
        {ticket.priority !== 'normal' && <PriorityMark priority={ticket.priority} words />}
        <span>
          {tx('{name} opened it {when} · {channel}', {
            name: ticket.requester?.name ?? t('Somebody'),
            when: <When at={ticket.created_at} />,
            channel: channelName(ticket.channel),
          })}
        </span>
        {ticket.merged_into && (
          <span>
            {tx('Merged into {ticket}', {
              ticket: (
                <Link className="pb-link" to="/tickets/$id" params={{ id: ticket.merged_into }}>
                  #{ticket.merged_into}
                </Link>
              ),
            })}
          </span>
        )}
      </p>
    </header>
  )
}

function PinButton({ ticket, change }: Pick<Props, 'ticket' | 'change'>) {
  const { id, pinned } = ticket
  const toggle = () =>
    change({
      doing: pinned ? t('Unpinning') : t('Pinning'),
      optimistic: { pinned: !pinned },
      run: (version) => updateTicket(id, { version, pinned: !pinned }),
    })
  return (
    <ActionIcon
      variant="default"
      size={34}
      aria-pressed={pinned}
      aria-label={pinned ? t('Unpin') : t('Pin')}
      title={pinned ? t('Unpin') : t('Pin')}
      onClick={toggle}
    >
      {pinned ? <IconPinnedOff size={17} /> : <IconPin size={17} />}
    </ActionIcon>
  )
}
