// The pages of the administration, and what opens on them.

/** What `me` may open of it. The person and the team are those that the demo always has. */
export async function managePages({ me, api }) {
  const pages = []
  const add = (name, path, open, answers) => pages.push({ name, path: `/app${path}`, open, answers })
  const [ana] = (await api('/users?q=ana@demo.test')).body.items ?? []
  if (me.abilities.settings) add('settings', '/settings')
  if (me.abilities.audit) {
    add('audit', '/audit')
    add('audit-line', '/audit', (page) => page.locator('ol button').first().click())
    add('audit-none', '/audit?kind=group')
  }
  if (me.keys['people.teams.manage']) {
    add('teams', '/teams')
    add('team-new', '/teams', press('New team'))
    add('team-members', '/teams', (page) => page.getByRole('button', { name: /members of Billing/ }).click())
    add('team-kept', '/teams', deleteBilling, [409])
  }
  if (me.keys['people.org.view']) {
    add('organizations', '/organizations')
    const [organization] = (await api('/organizations?limit=1')).body.items
    if (organization) add('organization', `/organizations/${organization.id}`)
    if (me.keys['people.org.create']) add('organization-new', '/organizations', press('New organization'))
  }
  if (me.keys['people.groups.manage']) {
    add('groups', '/groups')
    add('group-new', '/groups', press('New group'))
  }
  if (me.keys['people.invite']) {
    add('invite', '/people', press('Invite'))
    add('invite-link', '/people', invite)
  }
  if (me.abilities.roles && me.keys['people.roles.assign'] && ana) {
    const person = `/people/${ana.id}`
    add('colleague', person)
    add('colleague-roles', person, reviewRoles)
    add('colleague-grant', person, press('Grant a key…'))
    add('colleague-why', person, why)
    add('role-review', '/roles/agent', reviewRole)
    add('role-holders', '/roles/agent', holders)
  }
  add('token-new', '/profile', press('New token'))
  add('token-secret', '/profile', makeToken)
  return pages
}

const press = (name) => (page) => page.getByRole('button', { name, exact: true }).first().click()

async function deleteBilling(page) {
  await page.getByRole('button', { name: 'Actions on the team Billing' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await press('Delete')(page)
  await page.getByRole('alert').waitFor()
}

async function invite(page) {
  await press('Invite')(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill('jo@demo.test')
  await dialog.getByLabel('Joins as').selectOption('agent')
  await dialog.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('button', { name: 'Copy the link' }).waitFor()
}

async function reviewRoles(page) {
  await page.getByLabel('Manager', { exact: true }).check()
  await press('Review and save roles…')(page)
  await page
    .getByRole('dialog')
    .getByText(/tickets$/)
    .first()
    .waitFor()
}

async function why(page) {
  await press('Why may they…?')(page)
  await page.getByRole('combobox', { name: 'What they would do' }).click()
  await page.getByRole('option', { name: 'Delete tickets' }).click()
  await page.getByText('No, Ana Costa may not do this.').waitFor()
}

async function reviewRole(page) {
  await page.getByRole('radiogroup', { name: 'Level of Tickets' }).getByText('Read', { exact: true }).click()
  await press('Review and save…')(page)
  await page.getByRole('dialog').getByText('Ana Costa').click()
}

async function holders(page) {
  await page.getByRole('button', { name: /^Tickets/ }).click()
  await page.getByRole('button', { name: 'Who holds it: Delete tickets' }).click()
}

async function makeToken(page) {
  await press('New token')(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Nightly export')
  await dialog.getByLabel('Search keys').fill('tickets.view')
  await dialog.getByRole('button', { name: 'All of these' }).click()
  await dialog.getByRole('button', { name: 'Make the token' }).click()
  await page.getByRole('button', { name: 'Copy the secret' }).waitFor()
}
