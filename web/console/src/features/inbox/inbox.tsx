import { t } from '@i18n'
import { Button, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { TicketFilter } from '@/lib/api/tickets'
import { useMe } from '@/lib/session'
import { IconChevronDown, IconPlus } from '@/ui/icons'
import { useTitle } from '@/ui/page'
import { FilterChips } from './filter-chips'
import classes from './inbox.module.css'
import { useViews } from './queries'
import { TicketList } from './ticket-list'
import { type Change, Toolbar } from './toolbar'
import { Views } from './views'

interface Props {
  filter: TicketFilter & { view: string }
  onChange: (change: Change) => void
}

export function Inbox({ filter, onChange }: Props) {
  const me = useMe()
  const { data } = useViews()
  const [opened, { open, close }] = useDisclosure(false)
  const box = useRef<HTMLInputElement>(null)
  const name = data?.items.find((view) => String(view.id) === filter.view)?.name ?? t('Inbox')
  useTitle(name)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a chosen view closes the drawer it was chosen in
  useEffect(close, [filter.view])
  return (
    <div className={classes.inbox}>
      <div className={classes.views}>
        <Views current={filter.view} />
      </div>
      <section className={classes.main} aria-label={name}>
        <header className={classes.head}>
          <h1 className={classes.title}>
            <span className={classes.wide}>{name}</span>
            <Button
              className={classes.narrow}
              variant="subtle"
              color="gray"
              rightSection={<IconChevronDown size={16} />}
              onClick={open}
            >
              {name}
              <span className="pb-hidden">{t(', choose another view')}</span>
            </Button>
          </h1>
          {me.abilities.create_ticket && (
            <Button
              component={Link}
              to="/tickets/new"
              size="sm"
              className={classes.create}
              leftSection={<IconPlus size={16} />}
            >
              {t('New ticket')}
            </Button>
          )}
          <Toolbar filter={filter} onChange={onChange} box={box} />
        </header>
        <FilterChips filter={filter} onChange={onChange} />
        <TicketList filter={filter} onSearchBox={() => box.current?.focus()} />
      </section>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        title={t('Views')}
        size="75%"
        closeButtonProps={{ 'aria-label': t('Close') }}
      >
        <Views current={filter.view} />
      </Drawer>
    </div>
  )
}
