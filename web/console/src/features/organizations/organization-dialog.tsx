import { t } from '@i18n'
import { NativeSelect, TextInput } from '@mantine/core'
import { createOrganization, updateOrganization } from '@/lib/api/organizations'
import type { Organization, Share } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { typed, useValues } from '@/lib/use-values'
import { FormDialog } from '@/ui/form-dialog'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import { shares } from './share'

interface Props {
  organization?: Organization
  onClose: () => void
}

export function OrganizationDialog({ organization, onClose }: Props) {
  const { values, dirty, set } = useValues<{ name: string; domain: string; share: Share }>({
    name: organization?.name ?? '',
    domain: organization?.domain ?? '',
    share: organization?.share ?? 'none',
  })
  const change = useChange(keys.organizations, keys.people)
  const fields = { ...values, name: values.name.trim(), domain: values.domain.trim() }
  const save = () =>
    change.mutate(
      {
        run: () =>
          organization ? updateOrganization(organization.id, fields, organization.version) : createOrganization(fields),
        done: organization
          ? t('{name} is saved.', { name: fields.name })
          : t('{name} is there.', { name: fields.name }),
      },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      title={organization ? t('Change {name}', { name: organization.name }) : t('New organization')}
      label={organization ? t('Save') : t('Create')}
      onClose={onClose}
      onSubmit={save}
      busy={change.isPending}
      disabled={!fields.name || !dirty}
      error={change.error}
      fields={['name', 'domain', 'share']}
    >
      <TextInput
        label={t('Name')}
        required
        data-autofocus
        value={values.name}
        error={fieldError(change.error, 'name')}
        onChange={typed((name) => set({ name }))}
      />
      <TextInput
        label={t('Mail domain')}
        placeholder="example.com"
        value={values.domain}
        error={fieldError(change.error, 'domain')}
        onChange={typed((domain) => set({ domain }))}
      />
      <NativeSelect
        label={t('Its members see each other’s tickets')}
        value={values.share}
        error={fieldError(change.error, 'share')}
        data={shares}
        onChange={typed((share) => set({ share: share as Share }))}
      />
    </FormDialog>
  )
}
