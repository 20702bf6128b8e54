// What makes an agent's day quick and safe: keys, the palette, drafts, and a
// word when somebody else was first.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'

onHelpdesk('an agent at work', {}, (desk) => {
  let url, ana
  /** An open ticket that Ana may change. */
  let ticket

  before(async () => {
    url = desk.url
    ana = await desk.signIn('ana')
    const { items } = (await ana.api('/tickets?view=mine')).body
    ticket = items.find((row) => row.abilities.status && row.abilities.reply && row.status === 'open')
    assert.ok(ticket, 'the demo gives Ana an open ticket')
  })

  test('walks the list, opens a ticket and begins a reply by keyboard alone', async () => {
    const { page } = ana
    await page.goto(`${url}/app/inbox?view=mine`)
    await page.getByRole('list', { name: 'Tickets' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/app\/tickets\/\d+$/)
    await page.getByRole('region', { name: 'Conversation' }).waitFor()
    await page.keyboard.press('n')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Private note')
    await page.keyboard.type('jk?')
    assert.equal(
      await page.getByRole('textbox', { name: 'Private note' }).inputValue(),
      'jk?',
      'keys are letters while typing',
    )
    await page.getByRole('textbox', { name: 'Private note' }).fill('')
  })

  test('? shows the keys of the page, and they can be switched off', async () => {
    const { page } = ana
    await page.goto(`${url}/app/inbox?view=mine`)
    await page.getByRole('list', { name: 'Tickets' }).waitFor()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.getByText('Next ticket').waitFor()
    await sheet.getByText('Find or do anything').waitFor()
    await sheet.getByRole('switch', { name: 'Single-key shortcuts' }).click()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    assert.equal(await sheet.count(), 0, 'off means off')
    await page.evaluate(() => localStorage.removeItem('pegboard.shortcuts'))
  })

  test('Ctrl-K finds a ticket, a person and a page, and goes there', async () => {
    const { page } = ana
    const palette = page.getByRole('dialog', { name: 'Find or do anything' })
    const find = async (words, option) => {
      await page.keyboard.press('Control+k')
      await palette.getByRole('combobox').waitFor()
      await page.keyboard.type(words)
      await palette.getByRole('option', { name: option }).first().waitFor()
    }
    await page.goto(`${url}/app/inbox`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await find(`#${ticket.id}`, `Ticket #${ticket.id}`)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: ticket.subject }).waitFor()

    await find('Carl', /^Carl Novak/)
    await palette
      .getByRole('option', { name: /^Carl Novak/ })
      .first()
      .click()
    await page.waitForURL(/\/app\/people\/\d+$/)

    await find('call lo', 'Call logs')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${url}/app/x/calllogs/page`)
  })

  test('what was typed and not sent is there after a reload, reply and note apart', async () => {
    const { page } = ana
    await page.goto(`${url}/app/tickets/${ticket.id}`)
    await page.getByRole('textbox', { name: 'Reply' }).fill('Half a reply')
    await kept(page, 'Half a reply')
    await page.getByText('Private note', { exact: true }).first().click()
    await page.getByRole('textbox', { name: 'Private note' }).fill('Half a note')
    await kept(page, 'Half a note')
    await page.reload()
    assert.equal(await page.getByRole('textbox', { name: 'Reply' }).inputValue(), 'Half a reply')
    await page.getByText('Private note', { exact: true }).first().click()
    assert.equal(await page.getByRole('textbox', { name: 'Private note' }).inputValue(), 'Half a note')
    await page.getByRole('textbox', { name: 'Private note' }).fill('')
    await page.waitForFunction(() => !JSON.stringify(localStorage).includes('Half a note'))
  })

  test('a change on top of somebody else’s is not saved, says so, and shows the newest state', async () => {
    const { page, context } = ana
    const owner = await desk.signIn('owner')
    // Until Ana acts, her page hears nothing of what the owner does.
    const before = (await ana.api(`/tickets/${ticket.id}`)).body
    let acted = false
    await page.route(`**/api/v1/tickets/${ticket.id}`, (route) => {
      acted ||= route.request().method() === 'PATCH'
      return acted ? route.continue() : route.fulfill({ json: before })
    })
    await page.goto(`${url}/app/tickets/${ticket.id}`)
    await page.getByRole('complementary', { name: 'Ticket details' }).waitFor()
    const now = (await owner.api(`/tickets/${ticket.id}`)).body
    const priority = now.priority === 'urgent' ? 'high' : 'urgent'
    await owner.send('PATCH', `/tickets/${ticket.id}`, { version: now.version, priority })
    await owner.context.close()

    const details = page.getByRole('complementary', { name: 'Ticket details' })
    await details.getByRole('button', { name: /^Change status/ }).click()
    await page.getByRole('menuitemradio', { name: 'Pending' }).click()
    await page.getByRole('alert').getByText('Somebody has changed this ticket').waitFor()
    await details.getByText(now.priority === 'urgent' ? 'High' : 'Urgent').waitFor()
    const after = await context.request.get(`${url}/api/v1/tickets/${ticket.id}`)
    assert.equal((await after.json()).status, now.status, 'nothing was overwritten')
    ana.complaints.splice(0, ana.complaints.length, ...ana.complaints.filter((line) => !line.includes('status of 409')))
  })
})

/** Waits until this browser keeps a draft. */
const kept = (page, text) => page.waitForFunction((part) => JSON.stringify(localStorage).includes(part), text)
