import { t } from '@i18n'
import { ActionIcon, Popover } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { number } from '@/lib/format'
import { useUnread } from '@/lib/use-notices'
import { IconBell } from '@/ui/icons'
import { Loading } from '@/ui/states'
import classes from './bell.module.css'

const NoticeList = lazy(() => import('./notice-list'))

/** Opens one's notices, and says how many are unread. */
export function Bell() {
  const [opened, setOpened] = useState(false)
  const { data } = useUnread()
  const n = data?.n ?? 0
  const shown = n > 0 ? `${number(n)}${data?.more ? '+' : ''}` : ''
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={360} trapFocus withRoles={false}>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size={34}
          className={classes.bell}
          aria-label={shown ? t('Notices, {n} unread', { n: shown }) : t('Notices')}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={18} />
          {shown && (
            <span className={classes.badge} aria-hidden="true">
              {shown}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Suspense fallback={<Loading lines={4} label={t('Loading notices')} />}>
          <NoticeList unread={n} onClose={() => setOpened(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
