import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { meQuery } from '@/lib/session'
import { Shell } from './shell'
import { NotFound, PageError, PagePending } from './states'

const toError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)))

interface Context {
  queryClient: QueryClient
}

const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ context }) => {
    const me = await context.queryClient.ensureQueryData(meQuery)
    // Customers have the portal; the console would have nothing to show them.
    if (!me.abilities.agent_console && !me.abilities.admin_console) {
      location.replace('/tickets')
      await new Promise(() => {})
    }
  },
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: (props: { error: unknown }) => <PageError error={toError(props.error)} />,
  pendingComponent: PagePending,
})

const text = (value: unknown) => (value === undefined || value === null || value === '' ? undefined : String(value))
const id = (params: { id: string }) => ({ id: Number(params.id) })
const idText = ({ id }: { id: number }) => ({ id: String(id) })
const parsedId = { parse: id, stringify: idText }

export interface InboxSearch {
  view?: string
  q?: string
  status?: string
  priority?: string
  assignee?: string
  tag?: string
  requester?: string
  team?: string
  contributor?: string
  organization?: string
  channel?: string
  when?: string
  within?: string
  snoozed?: string
  sort?: string
}

interface PeopleSearch {
  q?: string
  kind?: string
  role?: string
  team?: string
}

interface AuditSearch {
  actor?: string
  kind?: string
  target?: string
  action?: string
  since?: string
  until?: string
}

/**
 * Whether nothing is drawn yet. A page that is opened first waits for what it begins with, so that
 * it is drawn once; one that is gone to later is drawn at once, and fills.
 */
const blank = () => !document.getElementById('main')

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', replace: true })
  },
})

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({
    view: text(search.view),
    q: text(search.q),
    status: text(search.status),
    priority: text(search.priority),
    assignee: text(search.assignee),
    tag: text(search.tag),
    requester: text(search.requester),
    team: text(search.team),
    contributor: text(search.contributor),
    organization: text(search.organization),
    channel: text(search.channel),
    when: text(search.when),
    within: text(search.within),
    snoozed: text(search.snoozed),
    sort: text(search.sort),
  }),
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }) => {
    if (blank()) await (await import('../routes/inbox')).load(context.queryClient, deps)
  },
  component: lazyRouteComponent(() => import('../routes/inbox')),
})

const newTicket = createRoute({
  getParentRoute: () => root,
  path: '/tickets/new',
  component: lazyRouteComponent(() => import('../routes/new-ticket')),
})

const ticket = createRoute({
  getParentRoute: () => root,
  path: '/tickets/$id',
  params: parsedId,
  loader: async ({ context, params }) => {
    if (blank()) await (await import('../routes/ticket')).load(context.queryClient, params.id)
  },
  component: lazyRouteComponent(() => import('../routes/ticket')),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: (search: Record<string, unknown>): PeopleSearch => ({
    q: text(search.q),
    kind: text(search.kind),
    role: text(search.role),
    team: text(search.team),
  }),
  component: lazyRouteComponent(() => import('../routes/people')),
})

const importPeople = createRoute({
  getParentRoute: () => root,
  path: '/people/import',
  component: lazyRouteComponent(() => import('../routes/import-people')),
})

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  params: parsedId,
  component: lazyRouteComponent(() => import('../routes/person')),
})

const teams = createRoute({
  getParentRoute: () => root,
  path: '/teams',
  component: lazyRouteComponent(() => import('../routes/teams')),
})

const organizations = createRoute({
  getParentRoute: () => root,
  path: '/organizations',
  component: lazyRouteComponent(() => import('../routes/organizations')),
})

const organization = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id',
  params: parsedId,
  component: lazyRouteComponent(() => import('../routes/organization')),
})

const groups = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  component: lazyRouteComponent(() => import('../routes/groups')),
})

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  component: lazyRouteComponent(() => import('../routes/roles')),
})

const role = createRoute({
  getParentRoute: () => root,
  path: '/roles/$slug',
  component: lazyRouteComponent(() => import('../routes/role')),
})

const plugins = createRoute({
  getParentRoute: () => root,
  path: '/plugins',
  component: lazyRouteComponent(() => import('../routes/plugins')),
})

const plugin = createRoute({
  getParentRoute: () => root,
  path: '/plugins/$plugin',
  component: lazyRouteComponent(() => import('../routes/plugin')),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../routes/settings')),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditSearch => ({
    actor: text(search.actor),
    kind: text(search.kind),
    target: text(search.target),
    action: text(search.action),
    since: text(search.since),
    until: text(search.until),
  }),
  component: lazyRouteComponent(() => import('../routes/audit')),
})

const surface = createRoute({
  getParentRoute: () => root,
  path: '/x/$plugin/$surface',
  validateSearch: (search: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  component: lazyRouteComponent(() => import('../routes/surface')),
})

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyRouteComponent(() => import('../routes/profile')),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../routes/setup')),
})

const tree = root.addChildren([
  home,
  inbox,
  newTicket,
  ticket,
  people,
  importPeople,
  person,
  teams,
  organizations,
  organization,
  groups,
  roles,
  role,
  plugins,
  plugin,
  settings,
  setup,
  audit,
  surface,
  profile,
])

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/app',
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    scrollRestoration: false,
    defaultErrorComponent: (props: { error: unknown }) => <PageError error={toError(props.error)} />,
    defaultPendingComponent: PagePending,
    // Search parameters are plain text: ?view=mine, not ?view=%22mine%22.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const params = new URLSearchParams()
      for (const [name, value] of Object.entries(search)) if (value !== undefined) params.set(name, String(value))
      const query = params.toString()
      return query ? `?${query}` : ''
    },
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
