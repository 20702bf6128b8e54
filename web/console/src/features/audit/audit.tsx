import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { auditFile, fetchAudit } from '@/lib/api/audit'
import { keys } from '@/lib/query'
import { IconDownload, IconHistory } from '@/ui/icons'
import { LoadMore } from '@/ui/load-more'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'
import { AuditList } from './audit-list'
import { AuditFilters } from './filters'
import { type AuditSearch, filterOf } from './search'

interface Props {
  search: AuditSearch
  onSearch: (search: AuditSearch) => void
}

export function Audit({ search, onSearch }: Props) {
  const filter = filterOf(search)
  const log = useInfiniteQuery({
    queryKey: keys.audit(filter),
    queryFn: ({ pageParam, signal }) => fetchAudit(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const entries = log.data?.pages.flatMap((page) => page.items) ?? []
  if (log.isError && entries.length === 0) {
    return <ErrorState page error={log.error} what={t('The audit log')} retry={() => log.refetch()} />
  }
  const narrowed = Object.values(search).some(Boolean)
  return (
    <>
      <PageHeader
        title={t('Audit log')}
        lead={t(
          'Every change of roles, rights, memberships, plugins and settings. Nobody can change or delete a line.',
        )}
        actions={
          <Button
            component="a"
            href={auditFile(filter)}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t('Export as CSV')}
          </Button>
        }
      />
      <PageBody wide>
        <AuditFilters search={search} onSearch={onSearch} target={entries[0]?.target_name} />
        {log.isPending && <Loading lines={8} label={t('Loading the log')} />}
        {log.isSuccess && entries.length === 0 && (
          <State
            icon={<IconHistory />}
            title={narrowed ? t('No line fits') : t('Nothing has been changed yet')}
            actions={
              narrowed && (
                <Button variant="default" onClick={() => onSearch({})}>
                  {t('Show all')}
                </Button>
              )
            }
          />
        )}
        {entries.length > 0 && <AuditList entries={entries} stale={log.isPlaceholderData} />}
        <LoadMore
          shown={entries.length > 0 && tn(entries.length, '{n} line', '{n} lines')}
          more={log.hasNextPage}
          busy={log.isFetchingNextPage}
          onMore={() => log.fetchNextPage()}
        />
      </PageBody>
    </>
  )
}
