import { t } from '@i18n'
import type { ReactNode } from 'react'
import { assignTicket, fetchTransferTeams, findAssignees, transferTicket, unassignTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { useMe } from '@/lib/session'
import { Person } from '@/ui/person'
import { type Choice, Picker } from '@/ui/picker'
import { Section } from './aside'
import classes from './aside.module.css'
import { FollowUp } from './follow-up'
import type { Changer } from './queries'
import { PrioritySelect, StatusSelect } from './selects'
import { Tags } from './tags'

interface Props {
  ticket: Ticket
  change: Changer
}

export function Properties({ ticket, change }: Props) {
  return (
    <Section title={t('Ticket')}>
      <dl className={classes.rows}>
        <Property label={t('Assignee')}>
          <Assignee ticket={ticket} change={change} />
        </Property>
        <Property label={t('Team')}>
          <TeamField ticket={ticket} change={change} />
        </Property>
        <Property label={t('Status')}>
          <StatusSelect ticket={ticket} change={change} />
        </Property>
        <Property label={t('Priority')}>
          <PrioritySelect ticket={ticket} change={change} />
        </Property>
        <Property label={t('Tags')}>
          <Tags ticket={ticket} change={change} />
        </Property>
        <Property label={t('Follow-up')}>
          <FollowUp ticket={ticket} change={change} />
        </Property>
      </dl>
    </Section>
  )
}

function Property({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.property}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const nobody = '0'

function Assignee({ ticket, change }: Props) {
  const me = useMe()
  const { id, assignee, abilities } = ticket
  const shown = assignee ? (
    <Person name={assignee.name} size="xs" />
  ) : (
    <span className={classes.muted}>{t('Nobody')}</span>
  )
  if (!abilities.assign) return shown
  const pick = ({ value, label }: Choice) => {
    if (value === nobody) {
      change({
        doing: t('Taking the assignee off'),
        optimistic: { assignee: null },
        run: (version) => unassignTicket(id, version),
      })
      return
    }
    change({
      doing: t('Assigning the ticket'),
      done: t('The ticket is with {label} now.', { label }),
      optimistic: { assignee: { id: Number(value), name: label } },
      run: (version) => assignTicket(id, Number(value), version),
    })
  }
  return (
    <Picker
      label={t('Assignee')}
      name={['assignees', id]}
      find={async (q) => (await findAssignees(id, q)).items.map(choice(me.user.id))}
      fixed={assignee ? [{ value: nobody, label: t('Nobody') }] : undefined}
      selected={assignee ? String(assignee.id) : null}
      nothing={t('Nobody found')}
      render={(item) =>
        item.value === nobody ? <em>{t('Nobody')}</em> : <Person name={item.label} detail={item.detail} size="xs" />
      }
      onPick={pick}
    >
      {shown}
    </Picker>
  )
}

const choice = (me: number) => (person: { id: number; name: string }) => ({
  value: String(person.id),
  label: person.name,
  detail: person.id === me ? t('You') : undefined,
})

function TeamField({ ticket, change }: Props) {
  const { id, team, abilities } = ticket
  const shown = team ? <span>{team.name}</span> : <span className={classes.muted}>{t('No team')}</span>
  if (!abilities.transfer) return shown
  return (
    <Picker
      label={t('Team')}
      name={['transfer', id]}
      find={async (q) => {
        const { items } = await fetchTransferTeams(id)
        return items
          .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
          .map((item) => ({ value: String(item.id), label: item.name }))
      }}
      selected={team ? String(team.id) : null}
      nothing={t('No team to transfer to')}
      onPick={({ value, label }) =>
        change({
          doing: t('Transferring the ticket'),
          done: t('The ticket went to {label}.', { label }),
          run: (version) => transferTicket(id, Number(value), version),
        })
      }
    >
      {shown}
    </Picker>
  )
}
