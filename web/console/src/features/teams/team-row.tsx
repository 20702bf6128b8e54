import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { addTeamMember, deleteTeam, removeTeamMember } from '@/lib/api/teams'
import type { Department, Team } from '@/lib/api/types'
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
        aria-label={tn(members, '{n} member of {name}', '{n} members of {name}', { name })}
        onClick={() => setOpen('members')}
      >
        {tn(members, '{n} member', '{n} members')}
      </Button>
      <RowMenu
        label={t('Actions on the team {name}', { name })}
        entries={[
          abilities.edit && { label: t('Rename or move…'), run: () => setOpen('edit') },
          abilities.delete && { label: t('Delete…'), danger: true, run: () => setOpen('delete') },
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
          title={t('Delete the team {name}?', { name })}
          run={() => deleteTeam(id)}
          done={t('The team {name} is deleted.', { name })}
          stale={[keys.teams, keys.people, keys.me]}
          onClose={close}
        >
          {members > 0
            ? tn(
                members,
                'Its {n} member loses what they reach through it.',
                'Its {n} members lose what they reach through it.',
              )
            : t('Nobody is in it.')}{' '}
          {t('Tickets must be transferred to another team first.')}
        </RemoveDialog>
      )}
    </li>
  )
}
