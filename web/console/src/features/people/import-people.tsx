import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { importPeople, type PeopleFile } from '@/lib/api/people'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { IconArrowLeft } from '@/ui/icons'
import { Card, PageBody, PageHeader } from '@/ui/page'
import { Refusal } from '@/ui/refusal'
import { Loading } from '@/ui/states'
import { useChange } from '@/ui/use-change'
import classes from './import.module.css'
import { ImportColumns } from './import-columns'
import { ImportFile } from './import-file'
import { ImportRows } from './import-rows'

/** Many people from a file: looked at line by line first, then all of them or nobody. */
export function ImportPeople() {
  const me = useMe()
  const [file, setFile] = useState<(PeopleFile & { name: string }) | null>(null)
  return (
    <>
      <PageHeader
        title={t('Import people')}
        lead={t(
          'From a table with a line of titles, as spreadsheets save it (CSV). Nothing is saved before you have seen what becomes of each line.',
        )}
        above={
          <Link to="/people" className={classes.back}>
            <IconArrowLeft size={15} aria-hidden="true" /> {t('People')}
          </Link>
        }
      />
      <PageBody>
        <ImportFile name={file?.name} onRead={(name, csv) => setFile({ name, csv })} />
        {file && (
          <Preview
            key={`${file.name} ${file.csv.length}`}
            file={file}
            mayInvite={!!me.keys['people.invite']}
            onChange={(change) => setFile({ ...file, ...change })}
          />
        )}
      </PageBody>
    </>
  )
}

interface Props {
  file: PeopleFile
  mayInvite: boolean
  onChange: (change: Partial<PeopleFile>) => void
}

function Preview({ file, mayInvite, onChange }: Props) {
  const asked = { csv: file.csv, columns: file.columns, invite: file.invite }
  const { data, error, isPending, isFetching } = useQuery({
    queryKey: keys.peopleImport(asked),
    queryFn: () => importPeople(asked, true),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const navigate = useNavigate()
  const save = useChange(keys.people, keys.invitations)
  if (isPending) return <Loading lines={6} label={t('Reading the file')} />
  const ready = !!data && !error && data.refused === 0
  const submit = () =>
    save.mutate(
      {
        run: () => importPeople(asked, false),
        done: tn(data?.rows.length ?? 0, '{n} person is imported.', '{n} people are imported.'),
      },
      { onSuccess: () => navigate({ to: '/people' }) },
    )
  return (
    <>
      {data && (
        <Card title={t('Columns')}>
          <ImportColumns
            columns={data.columns}
            mapping={file.columns ?? data.mapping}
            onChange={(columns) => onChange({ columns })}
          />
          {mayInvite && (
            <label className={classes.invite}>
              <input
                type="checkbox"
                checked={file.invite ?? false}
                onChange={({ currentTarget }) => onChange({ invite: currentTarget.checked })}
              />
              <span>
                {t('Invite employees by mail')}
                <small>
                  {t(
                    'They choose their own password, and count from then on. Otherwise their accounts are made at once.',
                  )}
                </small>
              </span>
            </label>
          )}
        </Card>
      )}
      <Refusal error={error ?? save.error} />
      {data && !error && <ImportRows report={data} stale={isFetching} />}
      {data && (
        <div className={classes.end}>
          <Button component={Link} to="/people" variant="default">
            {t('Cancel')}
          </Button>
          <Button disabled={!ready || isFetching} loading={save.isPending} onClick={submit}>
            {tn(data.rows.length, 'Import {n} person', 'Import {n} people')}
          </Button>
        </div>
      )}
    </>
  )
}
