// What the owner does to rights, seen from both sides: the preview comes true,
// an invited colleague joins, and the audit log has it all.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'

// An invitation that was taken back is answered with a refusal.
onHelpdesk('the owner at work', { forgiven: /status of 4(04|22)/ }, (desk) => {
  let url, owner
  const newcomer = { email: 'noor@demo.test', name: 'Noor Haddad', password: 'four words and a half' }

  before(async () => {
    url = desk.url
    owner = await desk.signIn('owner')
  })

  test('changes a role, and what was shown before comes true for Ana', async () => {
    const { page } = owner
    const ana = await desk.signIn('ana')
    assert.ok((await ana.api('/me')).body.keys['tickets.reply'], 'she may answer')

    await page.goto(`${url}/app/roles/agent`)
    const tickets = page.getByRole('radiogroup', { name: 'Level of Tickets' })
    await tickets.getByText('Read', { exact: true }).click()
    await page.getByRole('button', { name: 'Review and save…' }).click()
    const dialog = page.getByRole('dialog')
    const row = dialog.getByRole('listitem').filter({ hasText: 'Ana Costa' }).first()
    const [before, after] = (await row.getByText(/\d+ tickets$/).textContent()).match(/\d+/g).map(Number)
    assert.equal(before, await countTickets(ana))
    assert.ok(after < before, `she would see less: ${before}, then ${after}`)
    await row.getByText('Ana Costa').click()
    await row.getByText('Reply to the requester').waitFor()

    await dialog.getByRole('button', { name: 'Save the role' }).click()
    await page.getByText('Agent is saved').waitFor()
    assert.equal(await countTickets(ana), after)
    assert.equal((await ana.api('/me')).body.keys['tickets.reply'], undefined, 'she may not answer any more')
    await ana.context.close()
  })

  test('grants Ana one key back, and says why when asked', async () => {
    const { page } = owner
    const ana = await desk.signIn('ana')
    const { user } = (await ana.api('/me')).body
    await page.goto(`${url}/app/people/${user.id}`)
    await page.getByRole('button', { name: 'Grant a key…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Key' }).fill('Reply to')
    await page.getByRole('option', { name: 'Reply to the requester' }).click()
    await dialog.getByLabel('Reach').selectOption('team')
    await dialog.getByLabel('Reason').fill('Stands in for Chloe')
    await dialog.getByRole('button', { name: 'Grant', exact: true }).click()
    await page.getByText('Stands in for Chloe').waitFor()
    assert.equal((await ana.api('/me')).body.keys['tickets.reply'], 'team')

    await page.getByRole('button', { name: 'Why may they…?' }).click()
    await dialog.getByRole('combobox', { name: 'What they would do' }).fill('Reply to')
    await page.getByRole('option', { name: 'Reply to the requester' }).click()
    await dialog.getByText('Yes, Ana Costa may do this.').waitFor()
    await dialog.getByText(/Stands in for Chloe/).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()

    await page.getByRole('button', { name: 'Actions on Reply to the requester' }).click()
    await page.getByRole('menuitem', { name: 'Take back…' }).click()
    await dialog.getByRole('button', { name: 'Take back' }).click()
    await page.getByText('Nothing beside their roles.').waitFor()
    assert.equal((await ana.api('/me')).body.keys['tickets.reply'], undefined)
    await ana.context.close()
  })

  test('deletes a role, and who held it gets the other one', async () => {
    const { page, api } = owner
    await page.goto(`${url}/app/roles`)
    await page.getByRole('button', { name: 'New role' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Night shift')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'Night shift' }).waitFor()

    const [ben] = (await api('/users?q=ben@demo.test')).body.items
    await page.goto(`${url}/app/people/${ben.id}`)
    await page.getByLabel('Night shift').check()
    await page.getByLabel('Agent', { exact: true }).uncheck()
    await page.getByRole('button', { name: 'Review and save roles…' }).click()
    await dialog.getByText(/^loses \d+$/).waitFor()
    await dialog.getByRole('button', { name: 'Save the roles' }).click()
    await page.getByText('The roles of Ben Okafor are changed').waitFor()

    await page.goto(`${url}/app/roles/night-shift`)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog.getByLabel('They get instead').selectOption('Agent')
    await dialog.getByRole('button', { name: 'Delete the role' }).click()
    await page.getByRole('heading', { name: 'Roles', exact: true }).waitFor()
    const { roles } = (await api(`/users/${ben.id}`)).body
    assert.deepEqual(
      roles.map(({ slug }) => slug),
      ['agent'],
    )
  })

  test('invites somebody, who joins by the link that is shown', async () => {
    const { page } = owner
    await page.goto(`${url}/app/people`)
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail').fill(newcomer.email)
    await dialog.getByLabel('Name').fill(newcomer.name)
    await dialog.getByLabel('Joins as').selectOption('agent')
    await dialog.getByLabel('Billing').check()
    await dialog.getByRole('button', { name: 'Invite' }).click()
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
    assert.ok(link.startsWith(`${url}/invitation?code=`), link)
    await dialog.getByRole('button', { name: 'Done' }).click()
    const open = page.getByRole('list', { name: 'Invited, not here yet' })
    await open.getByText(newcomer.name).waitFor()

    const noor = await desk.stranger()
    await noor.page.goto(link)
    await noor.page.getByLabel('Password').fill(newcomer.password)
    await noor.page.getByRole('button', { name: 'Join' }).click()
    await noor.page.waitForURL(`${url}/app/**`)
    await noor.page.getByRole('heading', { level: 1 }).first().waitFor()
    const me = await (await noor.context.request.get(`${url}/api/v1/me`)).json()
    assert.equal(me.user.name, newcomer.name)
    assert.deepEqual(
      [me.roles, me.teams].map((list) => list.map(({ name }) => name)),
      [['Agent'], ['Billing']],
    )
    await noor.context.close()

    await page.reload()
    await page.getByRole('searchbox', { name: 'Search people' }).fill('noor')
    await page.getByRole('link', { name: newcomer.name }).waitFor()
    assert.equal(await open.count(), 0, 'nobody is invited any more')
  })

  test('takes an invitation back, and its link is dead', async () => {
    const { page } = owner
    await page.goto(`${url}/app/people`)
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail').fill('never@demo.test')
    await dialog.getByRole('button', { name: 'Invite' }).click()
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Take back the invitation for never@demo.test' }).click()
    await dialog.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('list', { name: 'Invited, not here yet' }).waitFor({ state: 'detached' })

    const late = await desk.stranger()
    await late.page.goto(link)
    await late.page.getByLabel('Password').fill(newcomer.password)
    await late.page.getByRole('button', { name: 'Join' }).click()
    await late.page
      .getByText(/does not work any more/)
      .first()
      .waitFor()
    await late.context.close()
  })

  test('reads all of it in the audit log, and takes it away as a table', async () => {
    const { page } = owner
    await page.goto(`${url}/app/audit`)
    await page.getByLabel('What kind of thing').selectOption('role')
    const line = page.getByRole('listitem').filter({ hasText: 'Agent' }).filter({ hasText: 'Changed' }).first()
    await line.getByRole('button').click()
    const level = line.getByRole('row').filter({ hasText: 'Features · Tickets · Level' })
    assert.match((await level.textContent()) ?? '', /Full.*Read/)

    await page.getByLabel('What kind of thing').selectOption('person')
    await page.getByRole('listitem').filter({ hasText: newcomer.name }).first().waitFor()

    const href = await page.getByRole('link', { name: 'Export as CSV' }).getAttribute('href')
    const file = await owner.context.request.get(new URL(href, url).href)
    assert.match(file.headers()['content-type'], /^text\/csv/)
    const lines = (await file.text()).trim().split('\n')
    assert.ok(lines[0].startsWith('id,at,actor_id'))
    assert.ok(lines.some((text) => text.includes(newcomer.name)))
    assert.ok(!lines.some((text) => text.includes(',role.updated,')), 'the filter holds for the file as well')
  })
})

/** How many tickets a person sees, page by page. */
async function countTickets(person) {
  let n = 0
  for (let cursor = ''; ; ) {
    const { status, body } = await person.api(`/tickets?limit=200&cursor=${encodeURIComponent(cursor)}`)
    assert.equal(status, 200)
    n += body.items.length
    if (!body.next) return n
    cursor = body.next
  }
}
