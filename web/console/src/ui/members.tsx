import { t, tn } from '@i18n'
import { ActionIcon, Modal } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchPeople, type PeopleFilter } from '@/lib/api/people'
import type { User, UserKind } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { IconUsers, IconX } from './icons'
import { LoadMore } from './load-more'
import classes from './members.module.css'
import { Person } from './person'
import { PersonPicker } from './person-picker'
import { Refusal } from './refusal'
import { ErrorState, Loading, State } from './states'
import { useChange } from './use-change'

interface Props {
  /** Whose members, as in "Billing". */
  of: string
  /** Which people are members. */
  filter: PeopleFilter
  /** Who can become one. */
  kind: UserKind
  /** The list in which the number of members stands. */
  list: readonly unknown[]
  add?: (person: User) => Promise<unknown>
  remove?: (person: User) => Promise<unknown>
}

/** Who belongs to a team, a group or an organization, and who should, in a dialog. */
export function MembersDialog({ onClose, ...members }: Props & { onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('Members of {of}', { of: members.of })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Members {...members} />
    </Modal>
  )
}

export function Members({ of, filter, kind, list, add, remove }: Props) {
  const members = useInfiniteQuery({
    queryKey: keys.peopleList(filter),
    queryFn: ({ pageParam, signal }) => fetchPeople(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const change = useChange(keys.people, list, keys.me)
  const people = members.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={classes.body}>
      {add && (
        <PersonPicker
          label={t('Add somebody to {of}', { of })}
          kind={kind}
          without={people}
          onPick={(person) =>
            change.mutate({ run: () => add(person), done: t('{name} is in {of} now.', { name: person.name, of }) })
          }
        >
          {t('Add somebody…')}
        </PersonPicker>
      )}
      <Refusal error={change.error} />
      {members.isPending && <Loading lines={3} label={t('Loading the members')} />}
      {members.isError && people.length === 0 && (
        <ErrorState compact error={members.error} what={t('The list')} retry={() => members.refetch()} />
      )}
      {members.isSuccess && people.length === 0 && <State compact icon={<IconUsers />} title={t('Nobody yet')} />}
      <ul className={classes.list}>
        {people.map((person) => (
          <li key={person.id} className={classes.member}>
            <Link to="/people/$id" params={{ id: person.id }} className={classes.link}>
              <Person name={person.name} detail={person.email} size="md" />
            </Link>
            {remove && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('Take {name} out', { name: person.name })}
                disabled={change.isPending}
                onClick={() =>
                  change.mutate({
                    run: () => remove(person),
                    done: t('{name} is not in {of} any more.', { name: person.name, of }),
                  })
                }
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <LoadMore
        shown={people.length > 0 && tn(people.length, '{n} person', '{n} people')}
        more={members.hasNextPage}
        busy={members.isFetchingNextPage}
        onMore={() => members.fetchNextPage()}
      />
    </div>
  )
}
