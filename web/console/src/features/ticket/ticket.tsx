import { t } from '@i18n'
import { Alert, Button } from '@mantine/core'
import '@mantine/core/styles/Alert.layer.css'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { isMissing } from '@/lib/api/client'
import type { Ticket as TicketData } from '@/lib/api/types'
import { useMe } from '@/lib/session'
import { useShortcuts } from '@/lib/shortcuts'
import { usePresence } from '@/lib/use-live'
import { useReadNotices } from '@/lib/use-notices'
import { IconAlertTriangle } from '@/ui/icons'
import { useTitle } from '@/ui/page'
import { ErrorState, Loading } from '@/ui/states'
import { Activity } from './activity'
import { Aside } from './aside'
import { Composer } from './composer'
import { Conversation } from './conversation'
import { Header } from './header'
import { Presence } from './presence'
import { useTicket, useTicketChange } from './queries'
import { SnoozeNote } from './snooze'
import { type Tab, Tabs, tabOf } from './tabs'
import classes from './ticket.module.css'
import { useComposer } from './use-composer'

const PluginPanels = lazy(() => import('@/ui/plugin-panels'))

export function Ticket({ id }: { id: number }) {
  const { data, error, isPending, refetch } = useTicket(id)
  useTitle(data ? `#${id} ${data.subject}` : undefined)
  if (isPending) return <Loading lines={10} label={t('Loading the ticket')} />
  // What was seen before is not shown to who may not see it any more.
  if (!data || isMissing(error)) {
    const back = (
      <Button component={Link} to="/inbox" variant="default">
        {t('To the inbox')}
      </Button>
    )
    return <ErrorState page error={error} what={t('This ticket')} retry={() => refetch()} actions={back} />
  }
  return <Loaded key={id} ticket={data} />
}

/** A conversation opens where it stands: at its newest message. */
const toEnd = (box: HTMLElement | null) => box?.scrollTo(0, box.scrollHeight)

function Loaded({ ticket }: { ticket: TicketData }) {
  const [tab, setTab] = useState<Tab>('conversation')
  const { change, busy, conflict, forgetConflict } = useTicketChange(ticket.id)
  const composer = useComposer(ticket)
  const more = ticket.tabs ?? []
  const shown = more.filter((place) => tabOf(place) === tab)
  useReadNotices(ticket.id)
  const others = usePresence(ticket.id, useMe().user.id)
  useShortcuts(t('Ticket'), [
    { key: 'r', label: t('Write a reply'), run: () => composer.focus('reply') },
    { key: 'n', label: t('Write a private note'), run: () => composer.focus('comment') },
  ])
  return (
    <div className={classes.page} data-tab={tab}>
      <div className={classes.main}>
        <Header ticket={ticket} change={change} busy={busy} />
        <SnoozeNote ticket={ticket} change={change} />
        {conflict && (
          <Alert
            className={classes.conflict}
            color="yellow"
            icon={<IconAlertTriangle size={18} />}
            title={t('{doing} was not saved', { doing: conflict.doing })}
            withCloseButton
            closeButtonLabel={t('Dismiss')}
            onClose={forgetConflict}
            role="alert"
          >
            {t('{message} You see the newest version now.', { message: conflict.message })}
          </Alert>
        )}
        <Tabs tab={tab} onChange={setTab} messages={ticket.messages.length} more={more} />
        <section
          className={classes.scroll}
          hidden={tab === 'activity' || shown.length > 0}
          ref={toEnd}
          aria-label={t('Conversation')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard
          tabIndex={0}
        >
          <Conversation ticket={ticket} />
        </section>
        {tab === 'activity' && (
          <div className={classes.scroll}>
            <Activity id={ticket.id} />
          </div>
        )}
        {shown.length > 0 && (
          <div className={`${classes.scroll} ${classes.added}`}>
            <Suspense fallback={<Loading lines={4} label={t('Loading panels')} />}>
              <PluginPanels panels={shown} context={{ ticket: String(ticket.id) }} onInsert={composer.insert} />
            </Suspense>
          </div>
        )}
        <Presence people={others} />
        <Composer ticket={ticket} composer={composer} />
      </div>
      <Aside ticket={ticket} change={change} busy={busy} onInsert={composer.insert} />
    </div>
  )
}
