import { t, tn } from '@i18n'
import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchOrganizations } from '@/lib/api/people'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed } from '@/lib/use-values'
import { IconBuilding, IconPlus, IconSearch } from '@/ui/icons'
import { LoadMore } from '@/ui/load-more'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'
import { Table } from '@/ui/table'
import { OrganizationDialog } from './organization-dialog'
import { OrganizationRow } from './organization-row'

export function Organizations() {
  const may = !!useMe().keys['people.org.create']
  const [typing, setTyping] = useState('')
  const [q] = useDebouncedValue(typing.trim(), 250)
  const [making, setMaking] = useState(false)
  const list = useInfiniteQuery({
    queryKey: keys.organizationList(q),
    queryFn: ({ pageParam, signal }) => fetchOrganizations(q, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const { data, error, isPending, refetch } = list
  if (error && !data) return <ErrorState page error={error} what={t('The organizations')} retry={() => refetch()} />
  const shown = data?.pages.flatMap((page) => page.items) ?? []
  const none = data && shown.length === 0
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
        {none && q === '' && <State icon={<IconBuilding />} title={t('No organization yet')} />}
        {(shown.length > 0 || typing !== '' || q !== '') && (
          <TextInput
            type="search"
            aria-label={t('Search organizations')}
            placeholder={t('Name or mail domain')}
            leftSection={<IconSearch size={16} />}
            maw={420}
            value={typing}
            onChange={typed(setTyping)}
          />
        )}
        {none && q !== '' && <State icon={<IconSearch />} title={t('No organization fits')} />}
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
        <LoadMore
          shown={shown.length > 0 && tn(shown.length, '{n} organization', '{n} organizations')}
          more={list.hasNextPage}
          busy={list.isFetchingNextPage}
          onMore={() => list.fetchNextPage()}
        />
      </PageBody>
      {making && <OrganizationDialog onClose={() => setMaking(false)} />}
    </>
  )
}
