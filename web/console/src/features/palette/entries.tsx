import { BlockIcon } from '@blocks/icon'
import { t } from '@i18n'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fetchPeople } from '@/lib/api/people'
import { fetchTickets } from '@/lib/api/tickets'
import type { Me } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { useTheme } from '@/lib/use-theme'
import { IconInbox, IconMoon, IconPlus, IconSun, IconTicket, IconUser } from '@/ui/icons'
import { managePages } from '@/ui/manage'
import { Avatar } from '@/ui/person'

export interface Entry {
  id: string
  label: string
  detail?: string
  icon: ReactNode
  run: () => void
}

export interface Group {
  title: string
  entries: Entry[]
}

/** What fits the words: pages and actions at once, tickets and people as the server finds them. */
export function useEntries(q: string): { groups: Group[]; searching: boolean } {
  const me = useMe()
  const navigate = useNavigate()
  const [theme, setTheme] = useTheme()
  const [asked] = useDebouncedValue(q, 200)
  const words = asked.length >= 2 ? asked : ''
  const tickets = useQuery({
    queryKey: keys.ticketList({ palette: words }),
    queryFn: async ({ signal }) => (await fetchTickets({ view: 'all', q: words }, null, signal)).items.slice(0, 6),
    enabled: words !== '' && me.abilities.search,
    placeholderData: keepPreviousData,
  })
  const people = useQuery({
    queryKey: keys.peopleList({ palette: words }),
    queryFn: async ({ signal }) => (await fetchPeople({ q: words }, null, signal)).items.slice(0, 5),
    enabled: words !== '' && me.abilities.people,
    placeholderData: keepPreviousData,
  })
  const open = (id: number) => navigate({ to: '/tickets/$id', params: { id } })
  const number = /^#?(\d{1,15})$/.exec(q)?.[1]
  const fixed = [...pages(me, navigate), ...actions(me, navigate, theme, setTheme)]
  const groups: Group[] = [
    {
      title: t('Tickets'),
      entries: [
        ...(number
          ? [
              {
                id: 'number',
                label: t('Ticket #{number}', { number }),
                icon: <IconTicket size={17} />,
                run: () => open(Number(number)),
              },
            ]
          : []),
        ...(words ? (tickets.data ?? []) : []).map((row) => ({
          id: `ticket-${row.id}`,
          label: row.subject,
          detail: [`#${row.id}`, row.requester?.name].filter(Boolean).join(' · '),
          icon: <IconTicket size={17} />,
          run: () => open(row.id),
        })),
      ],
    },
    {
      title: t('People'),
      entries: (words ? (people.data ?? []) : []).map(({ id, name, email }) => ({
        id: `person-${id}`,
        label: name,
        detail: email,
        icon: <Avatar name={name} size="xs" />,
        run: () => navigate({ to: '/people/$id', params: { id } }),
      })),
    },
    { title: t('Pages and actions'), entries: fixed.filter(({ label }) => fits(label, q)) },
  ]
  const searching = q.length >= 2 && (q !== asked || tickets.isFetching || people.isFetching)
  return { groups: groups.filter(({ entries }) => entries.length > 0), searching }
}

/** Every word of the question begins a word of the label. */
export function fits(label: string, q: string): boolean {
  const parts = label.toLowerCase().split(/\s+/)
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => parts.some((part) => part.startsWith(word)))
}

type Navigate = ReturnType<typeof useNavigate>

function pages(me: Me, navigate: Navigate): Entry[] {
  const places = [
    ...(me.abilities.agent_console ? [{ to: '/inbox', label: t('Inbox'), icon: IconInbox } as const] : []),
    ...managePages(me),
    { to: '/profile', label: t('Profile and password'), icon: IconUser } as const,
  ]
  return [
    ...places.map(({ to, label, icon: Icon }) => ({
      id: to,
      label,
      icon: <Icon size={17} />,
      run: () => void navigate({ to }),
    })),
    ...[...me.pages, ...me.commands].map(({ plugin, surface, title, icon }) => ({
      id: `${plugin}/${surface}`,
      label: title,
      icon: <BlockIcon name={icon} fallback="puzzle" size={17} />,
      run: () => void navigate({ to: '/x/$plugin/$surface', params: { plugin, surface } }),
    })),
  ]
}

function actions(me: Me, navigate: Navigate, theme: string, setTheme: (theme: 'light' | 'dark') => void): Entry[] {
  const dark = theme === 'dark'
  const other: Entry = {
    id: 'theme',
    label: dark ? t('Light theme') : t('Dark theme'),
    icon: dark ? <IconSun size={17} /> : <IconMoon size={17} />,
    run: () => setTheme(dark ? 'light' : 'dark'),
  }
  if (!me.abilities.create_ticket) return [other]
  const create = {
    id: 'new',
    label: t('New ticket'),
    icon: <IconPlus size={17} />,
    run: () => void navigate({ to: '/tickets/new' }),
  }
  return [create, other]
}
