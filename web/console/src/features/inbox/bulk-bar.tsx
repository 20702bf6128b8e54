import { Button, Loader, Menu } from '@mantine/core'
import { useMemo } from 'react'
import { fetchTransferTeams, findAssignees } from '@/lib/api/tickets'
import type { Priority, Status, TicketRow } from '@/lib/api/types'
import { useMe } from '@/lib/session'
import { IconChevronDown } from '@/ui/icons'
import { Person } from '@/ui/person'
import { type Choice, Picker } from '@/ui/picker'
import { PriorityMark, priorityNames, StatusPill, statusNames } from '@/ui/status'
import { allow, allowMine, common, count, samples } from './bulk'
import classes from './bulk-bar.module.css'
import { BulkTags } from './bulk-tags'
import type { Order } from './use-bulk'

interface Props {
  rows: TicketRow[]
  progress: { done: number; of: number } | null
  onOrder: (order: Order) => void
}

/** What may be done with all selected tickets at once. */
export default function BulkBar({ rows, progress, onOrder }: Props) {
  if (progress) {
    return (
      <span className={classes.progress} role="status">
        <Loader size={14} />
        {progress.of > 1 ? `${progress.done} of ${count(progress.of)} done` : 'Working'}
      </span>
    )
  }
  const nothing =
    !allowMine(rows) && !(['status', 'priority', 'tags', 'transfer', 'assign'] as const).some((a) => allow(rows, a))
  return (
    <div className={classes.actions} role="toolbar" aria-label="Change the selected tickets">
      {allow(rows, 'status') && <StatusMenu onOrder={onOrder} />}
      {allow(rows, 'priority') && <PriorityMenu onOrder={onOrder} />}
      <Assign rows={rows} onOrder={onOrder} />
      {allow(rows, 'transfer') && <Transfer rows={rows} onOrder={onOrder} />}
      {allow(rows, 'tags') && <BulkTags rows={rows} onOrder={onOrder} />}
      {nothing && <span className={classes.none}>There is nothing that you may change about all of them.</span>}
    </div>
  )
}

const are = (n: number) => `${count(n)} ${n === 1 ? 'is' : 'are'}`
const have = (n: number) => `${count(n)} ${n === 1 ? 'has' : 'have'}`

function Drop({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Menu position="bottom-start" width={190}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

function StatusMenu({ onOrder }: Pick<Props, 'onOrder'>) {
  return (
    <Drop label="Status">
      {(Object.keys(statusNames) as Status[]).map((status) => (
        <Menu.Item
          key={status}
          aria-label={statusNames[status]}
          onClick={() =>
            onOrder({
              doing: 'Changing the status',
              said: (n) => `${are(n)} ${statusNames[status].toLowerCase()} now.`,
              make: () => ({ status }),
            })
          }
        >
          <StatusPill status={status} />
        </Menu.Item>
      ))}
    </Drop>
  )
}

function PriorityMenu({ onOrder }: Pick<Props, 'onOrder'>) {
  return (
    <Drop label="Priority">
      {(Object.keys(priorityNames) as Priority[]).map((priority) => (
        <Menu.Item
          key={priority}
          onClick={() =>
            onOrder({
              doing: 'Changing the priority',
              said: (n) => `${have(n)} ${priorityNames[priority].toLowerCase()} priority now.`,
              make: () => ({ priority }),
            })
          }
        >
          <PriorityMark priority={priority} words />
        </Menu.Item>
      ))}
    </Drop>
  )
}

const nobody = '0'

function Assign({ rows, onOrder }: Pick<Props, 'rows' | 'onOrder'>) {
  const me = useMe().user.id
  const asked = useMemo(() => samples(rows), [rows])
  const find = async (q: string): Promise<Choice[]> => {
    const lists = await Promise.all(asked.map(async ({ id }) => (await findAssignees(id, q)).items))
    return common(lists)
      .filter(({ id }) => id !== me)
      .map(({ id, name }) => ({ value: String(id), label: name }))
  }
  const give = ({ value, label }: Choice) =>
    onOrder({
      doing: 'Assigning the tickets',
      said: (n) => (value === nobody ? `${are(n)} nobody’s now.` : `${are(n)} with ${label} now.`),
      make: () => ({ assignee_id: value === nobody ? null : Number(value) }),
    })
  return (
    <>
      {allowMine(rows) && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            onOrder({
              doing: 'Taking the tickets',
              said: (n) => `${are(n)} yours now.`,
              make: ({ abilities }) => (abilities.assign ? { assignee_id: me } : { take: true }),
            })
          }
        >
          Assign to me
        </Button>
      )}
      {allow(rows, 'assign') && (
        <Picker
          look="button"
          label="Assign the selected tickets"
          name={['bulk-assignees', asked.map(({ id }) => id).join()]}
          find={find}
          fixed={[{ value: nobody, label: 'Nobody' }]}
          nothing="Nobody who can have all of them"
          render={(item) => (item.value === nobody ? <em>Nobody</em> : <Person name={item.label} size="xs" />)}
          onPick={give}
        >
          Assign
          <IconChevronDown size={14} />
        </Picker>
      )}
    </>
  )
}

function Transfer({ rows, onOrder }: Pick<Props, 'rows' | 'onOrder'>) {
  const asked = useMemo(() => samples(rows), [rows])
  const find = async (q: string): Promise<Choice[]> => {
    const lists = await Promise.all(asked.map(({ id }) => fetchTransferTeams(id)))
    const teams = common(lists.map(({ items }) => items)).map(({ id, name }) => ({ value: String(id), label: name }))
    const choices = lists.every(({ none }) => none) ? [{ value: nobody, label: 'No team' }, ...teams] : teams
    return choices.filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()))
  }
  return (
    <Picker
      look="button"
      label="Transfer the selected tickets"
      name={['bulk-teams', asked.map(({ id }) => id).join()]}
      find={find}
      nothing="No team that can have all of them"
      onPick={({ value, label }) =>
        onOrder({
          doing: 'Transferring the tickets',
          said: (n) => (value === nobody ? `${have(n)} no team now.` : `${are(n)} with ${label} now.`),
          make: () => ({ team_id: value === nobody ? null : Number(value) }),
        })
      }
    >
      Transfer
      <IconChevronDown size={14} />
    </Picker>
  )
}
