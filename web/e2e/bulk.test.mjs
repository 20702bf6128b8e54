// Many tickets at once: selected by mouse and by keyboard, changed, undone, and
// told apart where somebody else was first.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk, quiet } from './helpdesk.mjs'

onHelpdesk('many tickets at once', {}, (desk) => {
  let url, owner, page

  before(async () => {
    url = desk.url
    owner = await desk.signIn('owner')
    page = owner.page
  })

  const boxes = () => page.getByRole('checkbox', { name: /^Select ticket/ })
  const bar = () => page.getByRole('toolbar', { name: 'Change the selected tickets' })
  const notice = (text) => page.getByRole('region', { name: 'Notices' }).getByText(text)
  const open = async (query = 'view=all&sort=created') => {
    await page.goto(`${url}/app/inbox?${query}`)
    await page.getByRole('list', { name: 'Tickets' }).waitFor()
    await quiet(page)
  }
  /** What the server says of the tickets behind the first rows. */
  const rows = async (n, query = 'view=all&sort=created') =>
    (await owner.api(`/tickets?${query}&limit=${n}`)).body.items

  test('a range is selected with shift, changed, and undone', async () => {
    await open()
    const before = await rows(3)
    await boxes().nth(0).click()
    await boxes()
      .nth(2)
      .click({ modifiers: ['Shift'] })
    await page.getByText('3 selected').waitFor()
    await bar().getByRole('button', { name: 'Tags' }).click()
    await page.getByRole('combobox', { name: 'Add' }).fill('at once')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Change the tags' }).click()
    await notice('The tags of 3 tickets are changed.').waitFor()
    for (const { id, tags } of before) {
      assert.deepEqual((await owner.api(`/tickets/${id}`)).body.tags, [...tags, 'at once'].sort())
    }
    await page.getByRole('button', { name: 'Undo' }).click()
    await notice('3 tickets are as before.').waitFor()
    for (const { id, tags } of before) assert.deepEqual((await owner.api(`/tickets/${id}`)).body.tags, tags)
  })

  test('by keyboard alone: select, go on, and take', async () => {
    await open('view=unassigned&sort=created')
    const before = await rows(2, 'view=unassigned&sort=created')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('2 selected').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('2 selected').waitFor({ state: 'detached' })
    await page.keyboard.press('x')
    await page.keyboard.press('k')
    await page.keyboard.press('X')
    await page.getByText('2 selected').waitFor()
    const mine = bar().getByRole('button', { name: 'Assign to me' })
    await mine.focus()
    await page.keyboard.press('Enter')
    await notice('2 tickets are yours now.').waitFor()
    const me = (await owner.api('/me')).body.user.id
    for (const { id } of before) assert.equal((await owner.api(`/tickets/${id}`)).body.assignee.id, me)
    await page.getByRole('button', { name: 'Undo' }).click()
    await notice('2 tickets are as before.').waitFor()
  })

  test('everything that is loaded, in one go', async () => {
    await open('view=all&status=open&sort=created')
    await page.getByRole('checkbox', { name: /^Select these/ }).click()
    await page.getByText(/^\d+ selected$/).waitFor()
    await bar().getByRole('button', { name: 'Priority' }).click()
    await page.getByRole('menuitem', { name: 'High' }).click()
    await notice(/^\d+ tickets have high priority now\./).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await notice(/tickets are as before/).waitFor()
  })

  test('a ticket that somebody else has changed is left alone and named, the others are done', async () => {
    await open()
    const [first, second] = await rows(2)
    // The list hears nothing of what happens elsewhere from here on.
    await page.route('**/api/v1/tickets?*', (route) => route.abort())
    await boxes().nth(0).click()
    await boxes().nth(1).click()
    const to = first.priority === 'urgent' ? 'low' : 'urgent'
    await owner.send('PATCH', `/tickets/${first.id}`, { version: first.version, priority: to })
    await bar().getByRole('button', { name: 'Status' }).click()
    await page.getByRole('menuitem', { name: 'On hold' }).click()
    const told = page.getByRole('alert')
    await told.getByText('1 ticket not changed').waitFor()
    await told.getByRole('link', { name: `#${first.id} ${first.subject}` }).waitFor()
    await told.getByText(/Somebody has changed this ticket in the meantime/).waitFor()
    await notice(/1 ticket is on hold now\. 1 ticket was left as it is\./).waitFor()
    assert.equal((await owner.api(`/tickets/${first.id}`)).body.status, first.status)
    assert.equal((await owner.api(`/tickets/${second.id}`)).body.status, 'on_hold')
    await page.getByText('1 selected').waitFor()
    await page.unroute('**/api/v1/tickets?*')
    owner.complaints.splice(
      0,
      owner.complaints.length,
      ...owner.complaints.filter((line) => !line.includes('ERR_FAILED')),
    )
  })

  test('an agent is offered only what every selected ticket allows', async () => {
    const light = await desk.signIn('ana')
    await light.page.goto(`${url}/app/inbox?view=all`)
    await light.page.getByRole('list', { name: 'Tickets' }).waitFor()
    const { items } = (await light.api('/tickets?view=all&limit=50')).body
    await light.page.getByRole('checkbox', { name: /^Select (these|all)/ }).click()
    const toolbar = light.page.getByRole('toolbar', { name: 'Change the selected tickets' })
    await toolbar.waitFor()
    for (const [button, ability] of [
      ['Status', 'status'],
      ['Priority', 'priority'],
      ['Transfer', 'transfer'],
      ['Tags', 'tags'],
    ]) {
      const offered = (await toolbar.getByRole('button', { name: button, exact: true }).count()) > 0
      assert.equal(
        offered,
        items.every(({ abilities }) => abilities[ability]),
        button,
      )
    }
    await light.context.close()
  })
})
