import { t } from '@i18n'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { UserKind } from '@/lib/api/types'
import { useMe } from '@/lib/session'
import { IconPlus, IconSearch } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading } from '@/ui/states'
import { Matrix } from './matrix'
import { NewRoleDialog } from './new-role'
import { usePermissions, useRoles } from './queries'
import classes from './roles.module.css'

export function Roles() {
  const me = useMe()
  const roles = useRoles()
  const permissions = usePermissions()
  const [type, setType] = useState<UserKind>('employee')
  const [q, setQ] = useState('')
  const [opened, { open, close }] = useDisclosure(false)
  const error = roles.error ?? permissions.error
  const missing = !!error && (!roles.data || !permissions.data)
  const shown = (roles.data?.items ?? []).filter((role) => role.type === type)
  const features = (permissions.data?.features ?? []).filter(
    (feature) =>
      (feature.for === 'both' || feature.for === type) &&
      `${feature.title} ${feature.id} ${feature.plugin}`.toLowerCase().includes(q.trim().toLowerCase()),
  )
  return (
    <>
      <PageHeader
        title={t('Roles')}
        lead={t(
          'What each role may do, feature by feature. A person with several roles may do what any of them allows.',
        )}
        actions={
          me.keys['roles.create'] && (
            <Button leftSection={<IconPlus size={16} />} onClick={open}>
              {t('New role')}
            </Button>
          )
        }
      />
      <PageBody wide>
        {!missing && (
          <div className={classes.tools}>
            <SegmentedControl
              aria-label={t('Whose roles')}
              size="sm"
              value={type}
              onChange={(value) => setType(value as UserKind)}
              data={[
                { value: 'employee', label: t('Colleagues') },
                { value: 'user', label: t('Customers') },
              ]}
            />
            <TextInput
              type="search"
              aria-label={t('Search features')}
              placeholder={t('Search features')}
              leftSection={<IconSearch size={16} />}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
            />
          </div>
        )}
        {(roles.isPending || permissions.isPending) && <Loading lines={8} label={t('Loading the roles')} />}
        {missing && (
          <ErrorState
            error={error}
            what={t('The roles')}
            retry={() => {
              roles.refetch()
              permissions.refetch()
            }}
          />
        )}
        {roles.data && permissions.data && <Matrix roles={shown} features={features} />}
      </PageBody>
      <NewRoleDialog opened={opened} onClose={close} type={type} />
    </>
  )
}
