import { t, tn } from '@i18n'
import { useNavigate } from '@tanstack/react-router'
import { deleteOrganization } from '@/lib/api/organizations'
import type { Organization } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { RemoveDialog } from '@/ui/remove-dialog'

interface Props {
  organization: Organization
  /** On the organization's own page, which is gone with it. */
  leave?: boolean
  onClose: () => void
}

/** Asks before an organization is gone, and says what becomes of its members. */
export function DeleteOrganization({ organization: { id, name, members }, leave, onClose }: Props) {
  const navigate = useNavigate()
  const run = async () => {
    await deleteOrganization(id)
    if (leave) await navigate({ to: '/organizations' })
  }
  return (
    <RemoveDialog
      title={t('Delete {name}?', { name })}
      run={run}
      done={t('{name} is deleted.', { name })}
      stale={[keys.organizations, keys.people]}
      onClose={onClose}
    >
      {members > 0
        ? tn(
            members,
            'Its {n} member stays as a customer, without an organization.',
            'Its {n} members stay as customers, without an organization.',
          )
        : t('Nobody is in it.')}
    </RemoveDialog>
  )
}
