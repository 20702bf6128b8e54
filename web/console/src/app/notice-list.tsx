import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchNotices, readNotices } from '@/lib/api/notices'
import type { Notice } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { IconBell } from '@/ui/icons'
import { ErrorState, Loading, State } from '@/ui/states'
import { When } from '@/ui/when'
import classes from './notice-list.module.css'

/** What happened that concerns the person, newest first. */
export default function NoticeList({ unread, onClose }: { unread: number; onClose: () => void }) {
  const client = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: keys.noticeList,
    queryFn: ({ pageParam }) => fetchNotices(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const read = useMutation({
    mutationFn: readNotices,
    onSettled: () => client.invalidateQueries({ queryKey: keys.notices }),
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const open = (notice: Notice) => {
    if (notice.unread) read.mutate({ ids: [notice.id] })
    onClose()
  }
  return (
    <div>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('Notices')}</h2>
        {unread > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={read.isPending}
            onClick={() => read.mutate({ all: true })}
          >
            {t('Mark all as read')}
          </Button>
        )}
      </header>
      <div className={classes.body}>
        {list.isPending && <Loading lines={4} label={t('Loading notices')} />}
        {list.isError && <ErrorState error={list.error} what={t('Your notices')} retry={() => list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <State icon={<IconBell />} title={t('Nothing new')}>
            {t('What concerns you will stand here.')}
          </State>
        )}
        {items.length > 0 && (
          <ul className={classes.list}>
            {items.map((notice) => (
              <li key={notice.id} className={classes.item} data-unread={notice.unread || undefined}>
                <Entry notice={notice} onOpen={() => open(notice)} />
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button
            className={classes.more}
            size="xs"
            variant="subtle"
            loading={list.isFetchingNextPage}
            onClick={() => list.fetchNextPage()}
          >
            {t('Show more')}
          </Button>
        )}
      </div>
      <footer className={classes.foot}>
        <Link to="/profile" hash="notices" className="pb-link" onClick={onClose}>
          {t('Choose what you hear of')}
        </Link>
      </footer>
    </div>
  )
}

const words: Record<Notice['kind'], (actor: string) => string> = {
  assigned: (name) => t('{name} gave you a ticket', { name }),
  replied: (name) => t('{name} replied on your ticket', { name }),
  mentioned: (name) => t('{name} mentioned you', { name }),
  noted: (name) => t('{name} left a note', { name }),
  invited: (name) => t('{name} asked you in', { name }),
  helped: (name) => t('{name} replied where you contribute', { name }),
  queued: () => t('A ticket waits for your team'),
  woken: () => t('A snoozed ticket is back'),
  plugin: () => '',
  upkeep: () => '',
}

function Entry({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const said = notice.title || words[notice.kind](notice.actor?.name ?? t('Somebody'))
  const about = notice.ticket ? `#${notice.ticket.id} ${notice.ticket.name}` : ''
  const inside = (
    <>
      <span className={classes.said}>
        {notice.unread && <span className="pb-hidden">{t('Unread:')} </span>}
        {said}
        {notice.count > 1 && <span className={classes.count}> ×{notice.count}</span>}
      </span>
      {(notice.text || about) && <span className={classes.about}>{notice.text || about}</span>}
      <span className={classes.when}>
        <When at={notice.at} />
      </span>
    </>
  )
  if (!notice.href) return <div className={classes.entry}>{inside}</div>
  if (notice.href.startsWith('/app/')) {
    return (
      <Link to={notice.href.slice('/app'.length) as never} className={classes.entry} onClick={onOpen}>
        {inside}
      </Link>
    )
  }
  return (
    <a href={notice.href} className={classes.entry} onClick={onOpen}>
      {inside}
    </a>
  )
}
