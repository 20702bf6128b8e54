import { t, tn } from '@i18n'
import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { fetchViewers } from '@/lib/api/tickets'
import type { Viewer } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { Avatar } from '@/ui/person'
import { ErrorState, Loading } from '@/ui/states'
import { because } from './because'
import classes from './viewers-dialog.module.css'

interface Props {
  ticket: number
  onClose: () => void
}

/** Which employees can open the ticket, and by what. */
export default function ViewersDialog({ ticket, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('Who can see #{ticket}', { ticket })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <List ticket={ticket} />
    </Modal>
  )
}

function List({ ticket }: { ticket: number }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.viewers(ticket),
    queryFn: () => fetchViewers(ticket),
    staleTime: 0,
  })
  if (isPending) return <Loading lines={5} label={t('Finding out who can see this')} />
  if (!data) return <ErrorState compact error={error} what={t('The list')} retry={() => refetch()} />
  const { items, others, more } = data
  const n = items.length + others
  return (
    <>
      <p className={classes.lead}>
        {more
          ? tn(
              n,
              '{n} or more employee can see this ticket from inside.',
              '{n} or more employees can see this ticket from inside.',
            )
          : tn(
              n,
              'One employee can see this ticket from inside.',
              '{n} employees can see this ticket from inside.',
            )}{' '}
        {t('Its requester and those copied in read their side of the conversation.')}
      </p>
      <ul className={classes.people}>
        {items.map((viewer) => (
          <Row key={viewer.id} viewer={viewer} />
        ))}
      </ul>
      {others > 0 && <p className={classes.rest}>{othersText(others, items.length)}</p>}
    </>
  )
}

function othersText(others: number, named: number) {
  if (named > 0) {
    return tn(
      others,
      'And one other employee, whom you do not see among the people or who would make this list too long.',
      'And {n} other employees, whom you do not see among the people or who would make this list too long.',
    )
  }
  return tn(
    others,
    'One other employee, whom you do not see among the people or who would make this list too long.',
    '{n} other employees, whom you do not see among the people or who would make this list too long.',
  )
}

function Row({ viewer }: { viewer: Viewer }) {
  const by = viewer.roles.map(({ name }) => name)
  if (viewer.granted) by.push(t('personal grant'))
  return (
    <li className={classes.person}>
      <Avatar name={viewer.name} />
      <span className={classes.words}>
        {viewer.name}
        <small>{because(viewer.ways)}</small>
      </span>
      {by.length > 0 && <span className={classes.by}>{by.join(', ')}</span>}
    </li>
  )
}
