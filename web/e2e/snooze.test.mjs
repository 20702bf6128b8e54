// Snooze: out of the lists of work, found under its own view, and back again.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk, quiet } from './helpdesk.mjs'

onHelpdesk('snooze', {}, (desk) => {
  let url, owner, page

  before(async () => {
    url = desk.url
    owner = await desk.signIn('owner')
    page = owner.page
  })

  const list = async (query) => (await owner.api(`/tickets?${query}&limit=200`)).body.items
  const ids = async (query) => (await list(query)).map(({ id }) => id)

  test('a ticket sleeps until the customer replies, and the reply brings it back', async () => {
    const customer = await desk.signIn('carl')
    const mine = (await customer.api('/tickets?status=open,pending,on_hold&limit=1')).body.items[0]
    await page.goto(`${url}/app/tickets/${mine.id}`)
    await page.getByRole('button', { name: 'Snooze' }).click()
    await page.getByRole('button', { name: 'Until the customer replies' }).click()
    await page.getByText('Snoozed until the customer replies.', { exact: true }).first().waitFor()
    assert.ok(!(await ids('view=open')).includes(mine.id))
    assert.ok((await ids('view=snoozed')).includes(mine.id))
    const seen = (await customer.api(`/tickets/${mine.id}`)).body
    assert.equal(seen.snooze, null, 'the customer learns nothing of it')

    await customer.page.goto(`${url}/tickets/${mine.id}`)
    await customer.page.getByRole('textbox').fill('Here is what you asked for.')
    await customer.page.getByRole('button', { name: /^(Send|Reply)/ }).click()
    await page.getByText(/^Back from its snooze/).waitFor()
    assert.ok((await ids('view=open')).includes(mine.id))
    await customer.context.close()
  })

  test('by keyboard until tomorrow, undone from the notice', async () => {
    const [{ id }] = await list('view=open&sort=created')
    await page.goto(`${url}/app/tickets/${id}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await quiet(page)
    await page.keyboard.press('z')
    await page.getByRole('button', { name: 'Tomorrow morning' }).click()
    await page.getByText(/A reply of the customer brings it back earlier/).waitFor()
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click()
    await page.getByText(/A reply of the customer brings it back earlier/).waitFor({ state: 'detached' })
    assert.ok((await ids('view=open')).includes(id))
  })

  test('many at once from the list, and undone', async () => {
    await page.goto(`${url}/app/inbox?view=open&sort=created`)
    await page.getByRole('list', { name: 'Tickets' }).waitFor()
    await quiet(page)
    const before = (await ids('view=open&sort=created')).slice(0, 2)
    const boxes = page.getByRole('checkbox', { name: /^Select ticket/ })
    await boxes.nth(0).click()
    await boxes.nth(1).click()
    await page
      .getByRole('toolbar', { name: 'Change the selected tickets' })
      .getByRole('button', { name: 'Snooze' })
      .click()
    await page.getByRole('button', { name: 'Next Monday' }).click()
    await page.getByText(/^2 tickets are snoozed until/).waitFor()
    for (const id of before) assert.ok((await ids('view=snoozed')).includes(id))
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('2 tickets are as before.').waitFor()
    assert.deepEqual((await ids('view=open&sort=created')).slice(0, 2), before)
  })
})
