// Every page that a person of the demo can open, and every dialog and menu on
// it that is worth a look: `open` says how to get there, `answers` which refusals
// of the server are what the page is about.
import { quiet, signIn, stranger } from './helpdesk.mjs'
import { managePages } from './manage-pages.mjs'

/** What is visited with nobody signed in, in a helpdesk where guests may ask. */
export const guestPages = async ({ browser, url }) => [
  { name: 'home', path: '/' },
  { name: 'new', path: '/tickets/new' },
  { name: 'tracking', path: await askAsGuest(browser, url) },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-in-refused', path: '/sign-in', open: refuse, answers: [401, 422, 429] },
  { name: 'not-found', path: '/nothing-here', answers: [404] },
  { name: 'invitation', path: '/invitation?code=none' },
  { name: 'reset', path: '/reset?code=none' },
  { name: 'verify', path: '/verify?code=none' },
  { name: 'forgot', path: '/forgot' },
]

/** Lets guests ask, and asks as one; answers where the request can be followed. */
export async function askAsGuest(browser, url) {
  const owner = await signIn(browser, url, 'owner')
  await owner.send('PUT', '/settings/guests', { submit: true, chat: false, rate: false, comment: false, domains: [] })
  await owner.context.close()
  const { page, context } = await stranger(browser, { javaScriptEnabled: false })
  await page.goto(`${url}/tickets/new`)
  await page.getByLabel('Your name').fill('Gus Guest')
  await page.getByLabel('E-mail address').fill('gus@guest.example')
  await page.getByLabel('What is it about?').fill('My rope broke')
  await page.getByLabel('Tell us more').fill('It just snapped.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('heading', { name: 'My rope broke' }).waitFor()
  const { pathname } = new URL(page.url())
  await context.close()
  return pathname
}

/** What a customer sees: the pages that Go renders. */
export async function portalPages({ api }) {
  const { items } = (await api('/tickets?limit=50')).body
  const answered = items.find((row) => row.message_count > 1) ?? items[0]
  const done = items.find((row) => row.status === 'closed' || row.status === 'solved')
  return [
    { name: 'home', path: '/' },
    { name: 'account', path: '/', open: (page) => page.locator('summary').click() },
    { name: 'tickets', path: '/tickets' },
    { name: 'tickets-none', path: '/tickets?q=xyzzyplugh' },
    { name: 'new', path: '/tickets/new' },
    { name: 'new-refused', path: '/tickets/new', open: sendBlank, answers: [422] },
    { name: 'ticket', path: `/tickets/${answered.id}` },
    ...(done ? [{ name: 'ticket-done', path: `/tickets/${done.id}` }] : []),
    { name: 'ticket-missing', path: '/tickets/99999999', answers: [404] },
    { name: 'survey', path: '/', open: (page) => page.locator('a[href^="/p/surveys/"]').click() },
    { name: 'profile', path: '/profile' },
  ]
}

/** What an employee sees in the console; the administration only where it is theirs. */
export async function consolePages({ api }) {
  const me = (await api('/me')).body
  const { items } = (await api('/tickets?view=all&limit=100')).body
  const { id } = items.toSorted((a, b) => b.message_count - a.message_count)[0]
  const ticket = (name, open) => ({ name, path: `/app/tickets/${id}`, open })
  const unsolved = items.find(({ status }) => status !== 'solved' && status !== 'closed')
  const pages = [
    { name: 'inbox', path: '/app/inbox' },
    { name: 'inbox-filter', path: '/app/inbox', open: press('Filter') },
    { name: 'inbox-solved', path: '/app/inbox?view=solved' },
    ...(me.columns.length > 0 ? [{ name: 'inbox-columns', path: '/app/inbox', open: showColumns }] : []),
    { name: 'inbox-selected', path: '/app/inbox?view=all', open: selectTwo },
    { name: 'inbox-empty', path: '/app/inbox?q=xyzzyplugh' },
    { name: 'shortcuts', path: '/app/inbox', open: shortcuts },
    { name: 'palette', path: '/app/inbox', open: palette },
    { name: 'notices', path: '/app/inbox', open: press('Notices') },
    ticket('ticket'),
    ticket('ticket-note', (page) => page.getByText('Private note', { exact: true }).click()),
    ticket('ticket-mention', mention),
    ticket('ticket-activity', press('Activity')),
    ticket('ticket-more', press('More actions')),
    ...(me.abilities.people || me.abilities.roles ? [ticket('ticket-viewers', showViewers)] : []),
    ticket('ticket-panel', showPanel),
    { name: 'ticket-snooze', path: `/app/tickets/${unsolved.id}`, open: press('Snooze') },
    ticket('ticket-status', showStatus),
    { name: 'ticket-missing', path: '/app/tickets/99999999', answers: [404] },
    { name: 'new-ticket', path: '/app/tickets/new' },
    { name: 'profile', path: '/app/profile' },
    { name: 'not-found', path: nowhere },
  ]
  for (const { plugin, surface } of me.pages) {
    const path = `/app/x/${plugin}/${surface}`
    pages.push({ name: `${plugin}-${surface}`, path }, { name: `${plugin}-${surface}-open`, path, open: unfold })
  }
  if (me.pages.some(({ plugin }) => plugin === 'calllogs')) {
    const path = '/app/x/calllogs/page'
    const { items } = (await api('/x/calllogs/calls?sort=-id&limit=1')).body
    if (items.length > 0) pages.push({ name: 'calllogs-call', path: `${path}?call=${items[0].id}` })
    pages.push({ name: 'calllogs-callbacks', path: `${path}?view=callbacks` })
    if (me.keys['calllogs.transfer']) pages.push({ name: 'calllogs-import', path: `${path}?view=import` })
  }
  if (me.pages.some(({ plugin }) => plugin === 'canned')) {
    const { items } = (await api('/x/canned/replies?sort=id&limit=1')).body
    pages.push({ name: 'canned-reply', path: `/app/x/canned/page?reply=${items[0].id}` })
    if (me.keys['canned.create']) pages.push({ name: 'canned-new', path: '/app/x/canned/page?reply=new' })
  }
  if (me.pages.some(({ plugin }) => plugin === 'livechat')) {
    const { items } = (await api('/x/livechat/chats?sort=-id')).body
    const open = items.filter((chat) => !chat.ended_at).map((chat) => chat.id)
    const over = items.find((chat) => chat.ended_at)
    pages.push(
      { name: 'livechat-open', path: `/app/x/livechat/desk?open=${open.join(',')}` },
      { name: 'livechat-over', path: `/app/x/livechat/past?chat=${over.id}` },
    )
  }
  if (me.pages.some(({ surface }) => surface === 'edit')) {
    pages.push({ name: 'surveys-one', path: '/app/x/surveys/edit?survey=1' })
  }
  if (me.pages.some(({ plugin }) => plugin === 'reports')) {
    pages.push(
      { name: 'reports-volume', path: '/app/x/reports/page?report=volume' },
      { name: 'reports-new', path: '/app/x/reports/page?report=new' },
      { name: 'reports-schedule', path: '/app/x/reports/page?schedule=new&report=volume' },
      { name: 'reports-surveys', path: '/app/x/reports/page?report=surveys.by_time&f.period=last_90_days' },
    )
  }
  if (me.abilities.people) {
    const [person] = (await api('/users?kind=user&limit=1')).body.items
    pages.push({ name: 'people', path: '/app/people' }, { name: 'person', path: `/app/people/${person.id}` })
    if (me.abilities.plugins) pages.push({ name: 'new-person', path: '/app/people', open: press('New person') })
  }
  if (me.keys['people.import']) {
    pages.push(
      { name: 'import-people', path: '/app/people/import' },
      { name: 'import-people-preview', path: '/app/people/import', open: previewImport },
    )
  }
  if (me.abilities.roles) {
    pages.push(
      { name: 'roles', path: '/app/roles' },
      { name: 'new-role', path: '/app/roles', open: press('New role') },
      { name: 'role', path: '/app/roles/agent' },
      {
        name: 'role-keys',
        path: '/app/roles/agent',
        open: (page) => page.getByRole('button', { name: /Tickets/ }).click(),
      },
    )
  } else pages.push({ name: 'roles-refused', path: '/app/roles', answers: [403] })
  pages.push(...(await managePages({ me, api })))
  if (me.abilities.settings) pages.push({ name: 'setup', path: '/app/setup' })
  if (me.abilities.plugins) {
    pages.push(
      { name: 'plugins', path: '/app/plugins' },
      { name: 'plugin-off', path: '/app/plugins', open: press('Disable…') },
      { name: 'plugin', path: '/app/plugins/calllogs' },
      { name: 'plugin-uninstall', path: '/app/plugins/calllogs', open: press('Uninstall…') },
    )
  }
  return pages
}

/** Opens a page and waits until it shows what it is about, and nothing is loading. */
export async function visit(page, url, { path, open }) {
  await goTo(page, url, path)
  await settle(page)
  if (open) {
    await open(page)
    await settle(page)
  }
}

const nowhere = '/app/nothing-here'

/**
 * In a console that is there already, a page is gone to as its links go, with nothing loaded anew; by way of one
 * that is nowhere, so that each begins as if it had just been opened. In other languages than English, whose words
 * for nowhere are not known here, each page is loaded.
 */
async function goTo(page, url, path) {
  const title = page.getByRole('heading', { level: 1 }).first()
  const inConsole = path.startsWith('/app/') && page.url().startsWith(`${url}/app/`)
  if (inConsole && (await page.locator('html').getAttribute('lang'))?.startsWith('en')) {
    await follow(page, nowhere)
    await title.filter({ hasText: 'There is no such page' }).waitFor()
    if (path === nowhere) return
    // What lies above all pages would stay open.
    if ((await page.locator('[role=dialog], [role=menu]').count()) === 0) {
      await follow(page, path)
      await title.filter({ hasNotText: 'There is no such page' }).waitFor()
      return
    }
  }
  await page.goto(url + path)
  await title.waitFor()
}

const follow = (page, path) =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)

/**
 * Shows a page in every look that people have: wide and narrow, light and dark.
 * Where something was opened, each width gets a visit of its own.
 */
export async function eachLook(page, url, what, seen) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
    if (width === 1280 || what.open) await visit(page, url, what)
    else await settle(page)
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme })
      await seen({ width, theme, label: `${what.name}-${width}-${theme}` })
    }
  }
}

async function settle(page) {
  await quiet(page)
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .mantine-Skeleton-root'))
}

const press = (name) => (page) => page.getByRole('button', { name, exact: true }).first().click()

async function refuse(page) {
  await page.getByLabel('E-mail').fill('carl@demo.test')
  await page.getByLabel('Password').fill('not the one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
}

/** Sends what the browser would have stopped, so that the server's answer shows. */
async function sendBlank(page) {
  await page.locator('#subject').evaluate((box) => box.form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('alert').waitFor()
}

async function selectTwo(page) {
  const boxes = page.getByRole('checkbox', { name: /^Select ticket/ })
  for (const n of [0, 1]) await boxes.nth(n).click()
  await page.getByRole('toolbar').waitFor()
}

/** Which columns of plugins one wants; a phone shows none. */
async function showColumns(page) {
  await page.getByRole('button', { name: 'Sort', exact: true }).click()
  const choose = page.getByRole('menuitem', { name: 'Columns of plugins…' })
  if (!(await choose.isVisible())) return
  await choose.click()
  await page.getByRole('dialog').waitFor()
}

async function showViewers(page) {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Who can see this…' }).click()
  await page.getByText('can see this ticket from inside').waitFor()
}

/** A file with one line that is right and one that is not. */
async function previewImport(page) {
  const csv = 'name;email;role\nNora Lind;nora@new.example;\nEmil Berg;emil@new.example;King\n'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('table').waitFor()
}

async function mention(page) {
  await page.getByText('Private note', { exact: true }).click()
  const box = page.getByRole('textbox', { name: 'Private note' })
  await box.fill('') // of a draft
  await box.pressSequentially('@')
  await page.getByRole('listbox', { name: 'People to mention' }).waitFor()
}

async function shortcuts(page) {
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
}

async function palette(page) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('inv')
  await page.getByRole('option').nth(2).waitFor()
}

/** Shows the form and the first row's details of a plugin's page. */
async function unfold(page) {
  const form = page.locator('summary').first()
  if (await form.count()) await form.click()
  const row = page.getByRole('button', { name: 'Details', exact: true }).first()
  if (await row.count()) await row.click()
}

/** What stands beside the conversation; on a phone it is on a tab of its own. */
async function showDetails(page) {
  const tab = page.getByRole('button', { name: 'Details', exact: true })
  if (await tab.isVisible()) await tab.click()
  return page.getByRole('complementary', { name: 'Ticket details' })
}

async function showStatus(page) {
  const details = await showDetails(page)
  await details.getByRole('button', { name: /^Change status/ }).click()
}

/** The first panel that a plugin has beside a ticket. */
async function showPanel(page) {
  const details = await showDetails(page)
  await details.getByRole('region', { name: 'Calls' }).evaluate((panel) => panel.scrollIntoView())
}
