// Every page that a person of the demo can open, with what shows that it is there.

/** What is visited with nobody signed in. */
export const guestPages = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-in-refused', path: '/sign-in', open: refuse },
  { name: 'not-found', path: '/nothing-here' },
]

/** What a customer sees: the pages that Go renders. */
export async function portalPages({ api }) {
  const { items } = (await api('/tickets?limit=50')).body
  const answered = items.find((row) => row.message_count > 1) ?? items[0]
  const closed = items.find((row) => row.status === 'closed')
  return [
    { name: 'home', path: '/' },
    { name: 'tickets', path: '/tickets' },
    { name: 'new', path: '/tickets/new' },
    { name: 'new-refused', path: '/tickets/new', open: (page) => page.getByRole('button', { name: 'Send' }).click() },
    { name: 'ticket', path: `/tickets/${answered.id}` },
    ...(closed ? [{ name: 'ticket-closed', path: `/tickets/${closed.id}` }] : []),
    { name: 'ticket-missing', path: '/tickets/99999999' },
  ]
}

/** What an employee sees in the console; the administration only where it is theirs. */
export async function consolePages({ api }) {
  const me = (await api('/me')).body
  const { items } = (await api('/tickets?view=all&limit=100')).body
  const busiest = items.toSorted((a, b) => b.message_count - a.message_count)[0]
  const pages = [
    { name: 'inbox', path: '/app/inbox' },
    { name: 'inbox-empty', path: '/app/inbox?q=xyzzyplugh' },
    { name: 'ticket', path: `/app/tickets/${busiest.id}` },
    {
      name: 'ticket-note',
      path: `/app/tickets/${busiest.id}`,
      open: (page) => page.getByText('Private note', { exact: true }).click(),
    },
    {
      name: 'ticket-activity',
      path: `/app/tickets/${busiest.id}`,
      open: (page) => page.getByRole('button', { name: 'Activity', exact: true }).click(),
    },
    { name: 'ticket-missing', path: '/app/tickets/99999999' },
    { name: 'new-ticket', path: '/app/tickets/new' },
    { name: 'profile', path: '/app/profile' },
    { name: 'not-found', path: '/app/nothing-here' },
  ]
  for (const { plugin, surface } of me.pages) {
    pages.push({ name: `${plugin}-${surface}`, path: `/app/x/${plugin}/${surface}` })
  }
  if (me.abilities.people) {
    const [person] = (await api('/users?kind=user&limit=1')).body.items
    pages.push({ name: 'people', path: '/app/people' }, { name: 'person', path: `/app/people/${person.id}` })
  }
  if (me.abilities.roles) {
    pages.push({ name: 'roles', path: '/app/roles' }, { name: 'role', path: '/app/roles/agent' })
  }
  if (me.abilities.plugins) pages.push({ name: 'plugins', path: '/app/plugins' })
  return pages
}

/** Opens a page and waits until it shows what it is about, and nothing is loading. */
export async function visit(page, url, { path, open }) {
  await page.goto(url + path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await open?.(page)
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .mantine-Skeleton-root'))
}

async function refuse(page) {
  await page.getByLabel('E-mail').fill('carl@demo.test')
  await page.getByLabel('Password').fill('not the one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
}
