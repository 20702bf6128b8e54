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
      title={`Who can see #${ticket}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
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
  if (isPending) return <Loading lines={5} label="Finding out who can see this" />
  if (!data) return <ErrorState compact error={error} what="The list" retry={() => refetch()} />
  const { items, others, more } = data
  const n = items.length + others
  return (
    <>
      <p className={classes.lead}>
        {n === 1 ? 'One employee' : `${n}${more ? ' or more' : ''} employees`} can see this ticket from inside. Its
        requester and those copied in read their side of the conversation.
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
  const who = others === 1 ? 'one other employee' : `${others} other employees`
  const text = named > 0 ? `And ${who}` : who.charAt(0).toUpperCase() + who.slice(1)
  return `${text}, whom you do not see among the people or who would make this list too long.`
}

function Row({ viewer }: { viewer: Viewer }) {
  const by = viewer.roles.map(({ name }) => name)
  if (viewer.granted) by.push('personal grant')
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
