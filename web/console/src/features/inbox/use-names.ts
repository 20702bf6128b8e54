import { useQueries, useQuery } from '@tanstack/react-query'
import { fetchOrganization } from '@/lib/api/organizations'
import { fetchPerson, fetchTeams } from '@/lib/api/people'
import type { TicketFilter } from '@/lib/api/tickets'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { useTicketList } from './queries'

export type Names = Partial<Record<'assignee' | 'requester' | 'team' | 'contributor' | 'organization', string>>

/**
 * Who or what the numbers in a filter are: the tickets that fit it say most of it. For the rest the server is asked,
 * if this person may know.
 */
export function useNames(filter: TicketFilter): Names {
  const { abilities, keys: may } = useMe()
  const list = useTicketList(filter)
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const inRows = (of: 'assignee' | 'requester' | 'team' | 'organization') =>
    rows.map((row) => row[of]).find((ref) => ref && String(ref.id) === filter[of])?.name
  const names = {
    assignee: inRows('assignee'),
    requester: inRows('requester'),
    team: inRows('team'),
    organization: inRows('organization'),
  }
  const settled = !list.isPending && !list.isPlaceholderData
  const person = (id: string | undefined, name?: string) => ({
    queryKey: keys.person(Number(id)),
    queryFn: () => fetchPerson(Number(id)),
    retry: false,
    enabled: settled && isNumber(id) && !name && !!abilities.people,
  })
  const [assignee, requester, contributor] = useQueries({
    queries: [
      person(filter.assignee, names.assignee),
      person(filter.requester, names.requester),
      person(filter.contributor),
    ],
  })
  const organization = useQuery({
    queryKey: keys.organization(Number(filter.organization)),
    queryFn: () => fetchOrganization(Number(filter.organization)),
    retry: false,
    enabled: settled && isNumber(filter.organization) && !names.organization && !!may['people.org.view'],
  })
  const teams = useQuery({
    queryKey: keys.teams,
    queryFn: fetchTeams,
    retry: false,
    enabled: settled && isNumber(filter.team) && !names.team,
  })
  return {
    assignee: names.assignee ?? assignee?.data?.name,
    requester: names.requester ?? requester?.data?.name,
    contributor: contributor?.data?.name,
    organization: names.organization ?? organization.data?.name,
    team: names.team ?? teams.data?.items.find(({ id }) => String(id) === filter.team)?.name,
  }
}

const isNumber = (text: string | undefined) => /^\d+$/.test(text ?? '')
