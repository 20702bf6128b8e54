import { t } from '@i18n'
import { Checkbox } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchNoticePreferences, putNoticePreference } from '@/lib/api/notices'
import type { NoticePreference, Page } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { Card } from '@/ui/page'
import { ErrorState, Loading } from '@/ui/states'
import { toastError } from '@/ui/toast'
import classes from './notice-choices.module.css'

const words: Record<NoticePreference['kind'], string> = {
  assigned: t('Somebody gives me a ticket'),
  replied: t('A reply on a ticket of mine'),
  mentioned: t('Somebody mentions me in a private note'),
  noted: t('A private note where I take part'),
  invited: t('Somebody asks me in as a contributor'),
  helped: t('A reply where I contribute'),
  queued: t('A ticket waits in a queue of my teams'),
  woken: t('A snoozed ticket is back'),
  plugin: t('What plugins want me to know'),
  upkeep: t('A plugin was switched off because it failed'),
  answered: t('An answer to a request of my own'),
}

/** What the person hears of, and how. */
export function NoticeChoices() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.noticeChoices,
    queryFn: fetchNoticePreferences,
  })
  return (
    <Card title={t('Notices')} id="notices">
      {isPending && <Loading lines={6} label={t('Loading your choices')} />}
      {error && <ErrorState error={error} what={t('Your choices')} retry={() => refetch()} />}
      {data && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('Tell me of')}</th>
              <th scope="col">{t('On the page')}</th>
              <th scope="col">{t('By mail')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((item) => (
              <Row key={item.kind} item={item} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

function Row({ item }: { item: NoticePreference }) {
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (next: NoticePreference) => putNoticePreference(next.kind, { page: next.page, mail: next.mail }),
    onMutate: (next) =>
      client.setQueryData<Page<NoticePreference>>(
        keys.noticeChoices,
        (old) => old && { ...old, items: old.items.map((had) => (had.kind === next.kind ? next : had)) },
      ),
    onError: (error) => {
      client.invalidateQueries({ queryKey: keys.noticeChoices })
      toastError(error, t('Saving your choice'))
    },
  })
  const name = words[item.kind]
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {item.on_page && (
          <Checkbox
            aria-label={`${name}: ${t('On the page')}`}
            checked={item.page}
            onChange={(event) => mutate({ ...item, page: event.currentTarget.checked })}
          />
        )}
      </td>
      <td>
        <Checkbox
          aria-label={`${name}: ${t('By mail')}`}
          checked={item.mail}
          onChange={(event) => mutate({ ...item, mail: event.currentTarget.checked })}
        />
      </td>
    </tr>
  )
}
