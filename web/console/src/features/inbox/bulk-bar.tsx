import { t, tn } from '@i18n'
import { Button, Loader, Menu } from '@mantine/core'
import { useMemo } from 'react'
import { fetchTransferTeams, findAssignees } from '@/lib/api/tickets'
import type { Priority, Status, TicketRow } from '@/lib/api/types'
import { useMe } from '@/lib/session'
import { IconChevronDown } from '@/ui/icons'
import { Person } from '@/ui/person'
import { type Choice, Picker } from '@/ui/picker'
import { PriorityMark, priorityNames, StatusPill, statusNames } from '@/ui/status'
import { allow, allowMine, common, samples } from './bulk'
import classes from './bulk-bar.module.css'
import { BulkSnooze } from './bulk-snooze'
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
        {progress.of > 1
          ? tn(progress.of, '{done} of {n} ticket done', '{done} of {n} tickets done', { done: progress.done })
          : t('Working')}
      </span>
    )
  }
  const nothing =
    !allowMine(rows) &&
    !(['status', 'priority', 'tags', 'transfer', 'assign', 'snooze'] as const).some((a) => allow(rows, a))
  return (
    <div className={classes.actions} role="toolbar" aria-label={t('Change the selected tickets')}>
      {allow(rows, 'status') && <StatusMenu onOrder={onOrder} />}
      {allow(rows, 'priority') && <PriorityMenu onOrder={onOrder} />}
      <Assign rows={rows} onOrder={onOrder} />
      {allow(rows, 'transfer') && <Transfer rows={rows} onOrder={onOrder} />}
      {allow(rows, 'snooze') && <BulkSnooze onOrder={onOrder} />}
      {allow(rows, 'tags') && <BulkTags rows={rows} onOrder={onOrder} />}
      {nothing && <span className={classes.none}>{t('There is nothing that you may change about all of them.')}</span>}
    </div>
  )
}

const withWhom = (n: number, name: string) =>
  tn(n, '{n} ticket is with {name} now.', '{n} tickets are with {name} now.', { name })

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
    <Drop label={t('Status')}>
      {(Object.keys(statusNames) as Status[]).map((status) => (
        <Menu.Item
          key={status}
          aria-label={statusNames[status]}
          onClick={() =>
            onOrder({
              doing: t('Changing the status'),
              said: (n) =>
                tn(n, '{n} ticket is {status} now.', '{n} tickets are {status} now.', {
                  status: statusNames[status].toLowerCase(),
                }),
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
    <Drop label={t('Priority')}>
      {(Object.keys(priorityNames) as Priority[]).map((priority) => (
        <Menu.Item
          key={priority}
          onClick={() =>
            onOrder({
              doing: t('Changing the priority'),
              said: (n) =>
                tn(n, '{n} ticket has {priority} priority now.', '{n} tickets have {priority} priority now.', {
                  priority: priorityNames[priority].toLowerCase(),
                }),
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
      doing: t('Assigning the tickets'),
      said: (n) =>
        value === nobody ? tn(n, '{n} ticket is nobody’s now.', '{n} tickets are nobody’s now.') : withWhom(n, label),
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
              doing: t('Taking the tickets'),
              said: (n) => tn(n, '{n} ticket is yours now.', '{n} tickets are yours now.'),
              make: ({ abilities }) => (abilities.assign ? { assignee_id: me } : { take: true }),
            })
          }
        >
          {t('Assign to me')}
        </Button>
      )}
      {allow(rows, 'assign') && (
        <Picker
          look="button"
          label={t('Assign the selected tickets')}
          name={['bulk-assignees', asked.map(({ id }) => id).join()]}
          find={find}
          fixed={[{ value: nobody, label: t('Nobody') }]}
          nothing={t('Nobody who can have all of them')}
          render={(item) => (item.value === nobody ? <em>{t('Nobody')}</em> : <Person name={item.label} size="xs" />)}
          onPick={give}
        >
          {t('Assign')}
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
    const choices = lists.every(({ none }) => none) ? [{ value: nobody, label: t('No team') }, ...teams] : teams
    return choices.filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()))
  }
  return (
    <Picker
      look="button"
      label={t('Transfer the selected tickets')}
      name={['bulk-teams', asked.map(({ id }) => id).join()]}
      find={find}
      nothing={t('No team that can have all of them')}
      onPick={({ value, label }) =>
        onOrder({
          doing: t('Transferring the tickets'),
          said: (n) =>
            value === nobody
              ? tn(n, '{n} ticket has no team now.', '{n} tickets have no team now.')
              : withWhom(n, label),
          make: () => ({ team_id: value === nobody ? null : Number(value) }),
        })
      }
    >
      {t('Transfer')}
      <IconChevronDown size={14} />
    </Picker>
  )
}
