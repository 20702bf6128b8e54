import { t } from '@i18n'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchOrganizations } from '@/lib/api/people'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed } from '@/lib/use-values'
import { IconBuilding, IconPlus, IconSearch } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'
import { Table } from '@/ui/table'
import { OrganizationDialog } from './organization-dialog'
import { OrganizationRow } from './organization-row'

export function Organizations() {
  const may = !!useMe().keys['people.org.create']
  const { data, error, isPending, refetch } = useQuery({ queryKey: keys.organizations, queryFn: fetchOrganizations })
  const [q, setQ] = useState('')
  const [making, setMaking] = useState(false)
  if (error && !data) return <ErrorState page error={error} what={t('The organizations')} retry={() => refetch()} />
  const words = q.trim().toLowerCase()
  const all = data?.items ?? []
  const shown = all.filter(({ name, domain }) => `${name} ${domain}`.toLowerCase().includes(words))
  return (
    <>
      <PageHeader
        title={t('Organizations')}
        lead={t("Companies that customers belong to, and how far colleagues there see each other's tickets.")}
        actions={
          may && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
              {t('New organization')}
            </Button>
          )
        }
      />
      <PageBody>
        {isPending && <Loading lines={6} label={t('Loading the organizations')} />}
        {data && all.length === 0 && <State icon={<IconBuilding />} title={t('No organization yet')} />}
        {all.length > 0 && (
          <TextInput
            type="search"
            aria-label={t('Search organizations')}
            placeholder={t('Name or mail domain')}
            leftSection={<IconSearch size={16} />}
            maw={420}
            value={q}
            onChange={typed(setQ)}
          />
        )}
        {all.length > 0 && shown.length === 0 && <State icon={<IconSearch />} title={t('No organization fits')} />}
        {shown.length > 0 && (
          <Table
            label={t('Organizations')}
            columns={[
              { head: t('Name') },
              { head: t('Its members see each other’s tickets'), minor: true },
              { head: t('Members'), width: '124px' },
              { head: t('Actions'), width: '60px', quiet: true },
            ]}
          >
            {shown.map((organization) => (
              <OrganizationRow key={organization.id} organization={organization} />
            ))}
          </Table>
        )}
      </PageBody>
      {making && <OrganizationDialog onClose={() => setMaking(false)} />}
    </>
  )
}
