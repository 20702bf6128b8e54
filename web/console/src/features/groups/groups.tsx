import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchGroups } from '@/lib/api/groups'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { IconFriends, IconPlus } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'
import { Table } from '@/ui/table'
import { GroupDialog } from './group-dialog'
import { GroupRow } from './group-row'

export function Groups() {
  const may = !!useMe().keys['people.groups.manage']
  const { data, error, isPending, refetch } = useQuery({ queryKey: keys.groups, queryFn: fetchGroups })
  const [making, setMaking] = useState(false)
  if (error && !data) return <ErrorState page error={error} what={t('The groups')} retry={() => refetch()} />
  const create = may && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t('New group')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('Groups')}
        lead={t('Customers who may do more than others: every member has the roles that the group carries.')}
        actions={create}
      />
      <PageBody>
        {isPending && <Loading lines={5} label={t('Loading the groups')} />}
        {data && data.items.length === 0 && (
          <State icon={<IconFriends />} title={t('No group yet')}>
            {t('A group gives many customers a role at once, partners or testers for instance.')}
          </State>
        )}
        {data && data.items.length > 0 && (
          <Table
            label={t('Groups')}
            columns={[
              { head: t('Name') },
              { head: t('Roles'), minor: true },
              { head: t('Members'), width: '124px' },
              { head: t('Actions'), width: '60px', quiet: true },
            ]}
          >
            {data.items.map((group) => (
              <GroupRow key={group.id} group={group} />
            ))}
          </Table>
        )}
      </PageBody>
      {making && <GroupDialog onClose={() => setMaking(false)} />}
    </>
  )
}
