import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { addGroupMember, deleteGroup, removeGroupMember } from '@/lib/api/groups'
import type { Group } from '@/lib/api/types'
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
          {roles.length === 0 && <span className={classes.muted}>{t('None')}</span>}
        </span>
      </td>
      <td>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={tn(members, '{n} member of {name}', '{n} members of {name}', { name })}
          onClick={() => setOpen('members')}
        >
          {tn(members, '{n} member', '{n} members')}
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
          label={t('Actions on the group {name}', { name })}
          entries={[
            abilities.edit && { label: t('Change…'), run: () => setOpen('edit') },
            abilities.delete && { label: t('Delete…'), danger: true, run: () => setOpen('delete') },
          ]}
        />
        {open === 'edit' && <GroupDialog group={group} onClose={close} />}
        {open === 'delete' && (
          <RemoveDialog
            title={t('Delete the group {name}?', { name })}
            run={() => deleteGroup(id)}
            done={t('The group {name} is deleted.', { name })}
            stale={[keys.groups, keys.people]}
            onClose={close}
          >
            {members > 0 && roles.length > 0
              ? tn(
                  members,
                  '{n} customer loses what its roles allow. Their accounts stay.',
                  '{n} customers lose what its roles allow. Their accounts stay.',
                )
              : t('Nobody loses anything by it.')}
          </RemoveDialog>
        )}
      </td>
    </tr>
  )
}
