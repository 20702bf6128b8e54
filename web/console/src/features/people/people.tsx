import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '@/lib/session'
import { IconMail, IconPlus, IconUpload, IconUsers } from '@/ui/icons'
import { LoadMore } from '@/ui/load-more'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'
import { Filters, type PeopleSearch } from './filters'
import { OpenInvitations } from './invitations'
import { InviteDialog } from './invite-dialog'
import { NewPersonDialog } from './new-person'
import classes from './people.module.css'
import { PeopleTable } from './people-table'
import { useFilterChoices, usePeople } from './queries'

interface Props {
  search: PeopleSearch
  onSearch: (search: PeopleSearch) => void
}

export function People({ search, onSearch }: Props) {
  const me = useMe()
  const choices = useFilterChoices()
  const [opened, { open, close }] = useDisclosure(false)
  const [inviting, setInviting] = useState(false)
  const list = usePeople({ ...search, team: search.team ? Number(search.team) : undefined })
  const people = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader
        title={t('People')}
        lead={t('Colleagues and customers that you may see.')}
        actions={
          <>
            {me.keys['people.import'] && (
              <Button component={Link} to="/people/import" variant="default" leftSection={<IconUpload size={16} />}>
                {t('Import')}
              </Button>
            )}
            {me.keys['people.invite'] && (
              <Button variant="default" leftSection={<IconMail size={16} />} onClick={() => setInviting(true)}>
                {t('Invite')}
              </Button>
            )}
            {me.keys['people.create'] && (
              <Button leftSection={<IconPlus size={16} />} onClick={open}>
                {t('New person')}
              </Button>
            )}
          </>
        }
      />
      <PageBody wide>
        {me.keys['people.invite'] && <OpenInvitations />}
        <Filters search={search} onSearch={onSearch} {...choices} />
        <div className={classes.card} data-stale={list.isPlaceholderData || undefined}>
          {list.isPending && <Loading lines={8} label={t('Loading people')} />}
          {list.isError && people.length === 0 && (
            <ErrorState error={list.error} what={t('The list')} retry={() => list.refetch()} />
          )}
          {list.isSuccess && people.length === 0 && (
            <State icon={<IconUsers />} title={t('Nobody fits')}>
              {t('Try fewer filters, or another part of the name or address.')}
            </State>
          )}
          {people.length > 0 && <PeopleTable people={people} />}
        </div>
        <LoadMore
          shown={people.length > 0 && tn(people.length, '{n} person', '{n} people')}
          more={list.hasNextPage}
          busy={list.isFetchingNextPage}
          onMore={() => list.fetchNextPage()}
        />
      </PageBody>
      {inviting && <InviteDialog {...choices} onClose={() => setInviting(false)} />}
      <NewPersonDialog opened={opened} onClose={close} roles={choices.roles} />
    </>
  )
}
