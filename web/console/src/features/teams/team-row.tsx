import { Button } from '@mantine/core'
import { useState } from 'react'
import { addTeamMember, deleteTeam, removeTeamMember } from '@/lib/api/teams'
import type { Department, Team } from '@/lib/api/types'
import { count } from '@/lib/format'
import { keys } from '@/lib/query'
import { MembersDialog } from '@/ui/members'
import { RemoveDialog } from '@/ui/remove-dialog'
import { RowMenu } from '@/ui/row-menu'
import { TeamDialog } from './team-dialog'
import classes from './teams.module.css'

export function TeamRow({ team, departments }: { team: Team; departments: Department[] }) {
  const [open, setOpen] = useState<'members' | 'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { id, name, members, abilities } = team
  return (
    <li className={classes.row}>
      <span className={classes.name}>{name}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={`${count(members, 'member')} of ${name}`}
        onClick={() => setOpen('members')}
      >
        {count(members, 'member')}
      </Button>
      <RowMenu
        label={`Actions on the team ${name}`}
        entries={[
          abilities.edit && { label: 'Rename or move…', run: () => setOpen('edit') },
          abilities.delete && { label: 'Delete…', danger: true, run: () => setOpen('delete') },
        ]}
      />
      {open === 'members' && (
        <MembersDialog
          of={name}
          filter={{ team: id }}
          kind="employee"
          list={keys.teams}
          add={abilities.members ? (person) => addTeamMember(id, person.id) : undefined}
          remove={abilities.members ? (person) => removeTeamMember(id, person.id) : undefined}
          onClose={close}
        />
      )}
      {open === 'edit' && <TeamDialog team={team} departments={departments} onClose={close} />}
      {open === 'delete' && (
        <RemoveDialog
          title={`Delete the team ${name}?`}
          run={() => deleteTeam(id)}
          done={`The team ${name} is deleted.`}
          stale={[keys.teams, keys.people, keys.me]}
          onClose={close}
        >
          {members > 0 ? `Its ${count(members, 'member')} lose what they reach through it. ` : 'Nobody is in it. '}
          Tickets must be transferred to another team first.
        </RemoveDialog>
      )}
    </li>
  )
}
