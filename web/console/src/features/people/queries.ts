import { t } from '@i18n'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@/lib/api/client'
import { fetchPeople, fetchPerson, fetchTeams, type PeopleFilter } from '@/lib/api/people'
import { fetchRoles } from '@/lib/api/roles'
import type { User } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'

export function usePeople(filter: PeopleFilter) {
  return useInfiniteQuery({
    queryKey: keys.peopleList(filter),
    queryFn: ({ pageParam, signal }) => fetchPeople(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export const usePerson = (id: number) => useQuery({ queryKey: keys.person(id), queryFn: () => fetchPerson(id) })

/** Roles and teams to filter by; who may not read them has no such filter. */
export function useFilterChoices() {
  const roles = useQuery({ queryKey: keys.roles, queryFn: fetchRoles, retry: false })
  const teams = useQuery({ queryKey: keys.teams, queryFn: fetchTeams, retry: false })
  return { roles: roles.data?.items ?? [], teams: teams.data?.items ?? [] }
}

interface Change {
  doing: string
  done: string
  run: () => Promise<User | undefined>
}

/** Changes a person, keeps the cache right, and says what came of it. */
export function usePersonChange(id: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Change) => change.run(),
    onSuccess: (person, change) => {
      if (person) client.setQueryData(keys.person(id), person)
      toast({ tone: 'success', text: change.done })
    },
    onError: (error, change) => {
      const named = error instanceof ApiError && Object.keys(error.fields).length > 0
      if (error instanceof ApiError && error.kind === 'conflict' && !named) {
        toast({
          tone: 'warning',
          text: t('{doing} was not saved: {message}', { doing: change.doing, message: error.message }),
        })
        client.invalidateQueries({ queryKey: keys.person(id) })
      } else if (!named) toastError(error, change.doing)
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey: ['people', 'list'] })
      client.invalidateQueries({ queryKey: keys.roles })
      client.invalidateQueries({ queryKey: keys.me })
    },
  })
}
