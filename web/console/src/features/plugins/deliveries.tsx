import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { fetchDiscarded, replayDelivery } from '@/lib/api/deliveries'
import type { Delivery } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { LoadMore } from '@/ui/load-more'
import { ErrorState } from '@/ui/states'
import { toast, toastError } from '@/ui/toast'
import { When } from '@/ui/when'
import classes from './deliveries.module.css'

const useDiscarded = () =>
  useInfiniteQuery({
    queryKey: keys.discarded,
    queryFn: ({ pageParam }) => fetchDiscarded(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Events that a watcher has failed to take, with a way to tell it again; not there when there are none. */
export function Deliveries() {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useDiscarded()
  const items = data?.pages.flatMap((page) => page.items ?? []) ?? []
  if (error && !data)
    return <ErrorState error={error} what={t('The events that were given up')} retry={() => refetch()} />
  if (items.length === 0) return null
  return (
    <section className={classes.section} aria-labelledby="discarded">
      <h2 className={classes.title} id="discarded">
        {t('Events that were given up')}
      </h2>
      <p className={classes.lead}>
        {t(
          'These were told again and again for about two hours, and failed each time. Once the cause is gone, replay them.',
        )}
      </p>
      <ul className={classes.list}>
        {items.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      <LoadMore
        shown={tn(items.length, '{n} event', '{n} events')}
        more={hasNextPage}
        busy={isFetchingNextPage}
        onMore={() => fetchNextPage()}
      />
    </section>
  )
}

function Row({ delivery }: { delivery: Delivery }) {
  const client = useQueryClient()
  const replay = useMutation({
    mutationFn: () => replayDelivery(delivery.id),
    onSuccess: () =>
      toast({ tone: 'success', text: t('{name} will be told again in a moment.', { name: nameOf(delivery) }) }),
    onError: (error) => toastError(error, t('Replaying the event')),
    onSettled: () => client.invalidateQueries({ queryKey: keys.discarded }),
  })
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <p className={classes.event}>
          <strong>{nameOf(delivery)}</strong> <span className={classes.code}>{delivery.event}</span>
          {delivery.ticket_id && <a href={`/app/tickets/${delivery.ticket_id}`}>#{delivery.ticket_id}</a>}
        </p>
        <p className={classes.error}>{delivery.error}</p>
        <p className={classes.when}>
          {tn(delivery.attempts, 'Tried once', 'Tried {n} times')} · <When at={delivery.attempted_at} />
        </p>
      </div>
      <Button
        size="xs"
        variant="default"
        loading={replay.isPending}
        onClick={() => replay.mutate()}
        aria-label={t('Replay {event} for {name}, number {id}', {
          event: delivery.event,
          name: nameOf(delivery),
          id: delivery.id,
        })}
      >
        {t('Replay')}
      </Button>
    </li>
  )
}

/** Who was to be told, in words. */
function nameOf({ watcher }: Delivery): string {
  return watcher === 'mail' ? t('Mail') : watcher.replace(/^plugin:/, '')
}
