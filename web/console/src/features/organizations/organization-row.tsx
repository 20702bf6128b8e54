import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { deleteOrganization } from '@/lib/api/organizations'
import { updatePerson } from '@/lib/api/people'
import type { Organization, User } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { MembersDialog } from '@/ui/members'
import { RemoveDialog } from '@/ui/remove-dialog'
import { RowMenu } from '@/ui/row-menu'
import { OrganizationDialog } from './organization-dialog'
import classes from './organizations.module.css'
import { shareNames } from './share'

export function OrganizationRow({ organization }: { organization: Organization }) {
  const [open, setOpen] = useState<'members' | 'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { id, name, domain, share, members, abilities } = organization
  const move = (to: number | null) => (person: User) =>
    updatePerson(person.id, { version: person.version, organization_id: to })
  return (
    <tr>
      <td>
        <span className={classes.name}>{name}</span>
        {domain && <span className={classes.domain}>{domain}</span>}
      </td>
      <td data-minor>{shareNames[share]}</td>
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
            filter={{ organization: id }}
            kind="user"
            list={keys.organizations}
            add={abilities.add_member ? move(id) : undefined}
            remove={abilities.add_member ? move(null) : undefined}
            onClose={close}
          />
        )}
      </td>
      <td>
        <RowMenu
          label={t('Actions on {name}', { name })}
          entries={[
            abilities.edit && { label: t('Change…'), run: () => setOpen('edit') },
            abilities.delete && { label: t('Delete…'), danger: true, run: () => setOpen('delete') },
          ]}
        />
        {open === 'edit' && <OrganizationDialog organization={organization} onClose={close} />}
        {open === 'delete' && (
          <RemoveDialog
            title={t('Delete {name}?', { name })}
            run={() => deleteOrganization(id)}
            done={t('{name} is deleted.', { name })}
            stale={[keys.organizations, keys.people]}
            onClose={close}
          >
            {members > 0
              ? tn(
                  members,
                  'Its {n} member stays as a customer, without an organization.',
                  'Its {n} members stay as customers, without an organization.',
                )
              : t('Nobody is in it.')}
          </RemoveDialog>
        )}
      </td>
    </tr>
  )
}
