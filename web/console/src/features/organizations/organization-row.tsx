import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Organization } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { MembersDialog } from '@/ui/members'
import { RowMenu } from '@/ui/row-menu'
import { DeleteOrganization } from './delete-organization'
import { moveTo } from './move'
import { OrganizationDialog } from './organization-dialog'
import classes from './organizations.module.css'
import { shareNames } from './share'

export function OrganizationRow({ organization }: { organization: Organization }) {
  const [open, setOpen] = useState<'members' | 'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { id, name, domain, share, members, abilities } = organization
  return (
    <tr>
      <td>
        <Link to="/organizations/$id" params={{ id }} className={classes.name}>
          {name}
        </Link>
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
            add={abilities.add_member ? moveTo(id) : undefined}
            remove={abilities.add_member ? moveTo(null) : undefined}
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
        {open === 'delete' && <DeleteOrganization organization={organization} onClose={close} />}
      </td>
    </tr>
  )
}
