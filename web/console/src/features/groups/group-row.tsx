import { Button } from '@mantine/core'
import { useState } from 'react'
import { addGroupMember, deleteGroup, removeGroupMember } from '@/lib/api/groups'
import type { Group } from '@/lib/api/types'
import { count } from '@/lib/format'
import { keys } from '@/lib/query'
import { MembersDialog } from '@/ui/members'
import { Pill } from '@/ui/pill'
import { RemoveDialog } from '@/ui/remove-dialog'
import { RowMenu } from '@/ui/row-menu'
import { GroupDialog } from './group-dialog'
import classes from './groups.module.css'

export function GroupRow({ group }: { group: Group }) {
  const [open, setOpen] = useState<'members' | 'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { id, name, roles, members, abilities } = group
  return (
    <tr>
      <td className={classes.name}>{name}</td>
      <td data-minor>
        <span className={classes.pills}>
          {roles.map((role) => (
            <Pill key={role.slug}>{role.name}</Pill>
          ))}
          {roles.length === 0 && <span className={classes.muted}>None</span>}
        </span>
      </td>
      <td>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={`${count(members, 'member')} of ${name}`}
          onClick={() => setOpen('members')}
        >
          {count(members, 'member')}
        </Button>
        {open === 'members' && (
          <MembersDialog
            of={name}
            filter={{ group: id }}
            kind="user"
            list={keys.groups}
            add={abilities.members ? (person) => addGroupMember(id, person.id) : undefined}
            remove={abilities.members ? (person) => removeGroupMember(id, person.id) : undefined}
            onClose={close}
          />
        )}
      </td>
      <td>
        <RowMenu
          label={`Actions on the group ${name}`}
          entries={[
            abilities.edit && { label: 'Change…', run: () => setOpen('edit') },
            abilities.delete && { label: 'Delete…', danger: true, run: () => setOpen('delete') },
          ]}
        />
        {open === 'edit' && <GroupDialog group={group} onClose={close} />}
        {open === 'delete' && (
          <RemoveDialog
            title={`Delete the group ${name}?`}
            run={() => deleteGroup(id)}
            done={`The group ${name} is deleted.`}
            stale={[keys.groups, keys.people]}
            onClose={close}
          >
            {members > 0 && roles.length > 0
              ? `${count(members, 'customer loses', 'customers lose')} what its roles allow. Their accounts stay.`
              : 'Nobody loses anything by it.'}
          </RemoveDialog>
        )}
      </td>
    </tr>
  )
}
