// What makes an agent's day quick and safe: keys, the palette, drafts, and a
// word when somebody else was first.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBrowser, openBrowser, signIn, startHelpdesk } from './helpdesk.mjs'

const path = findBrowser()

describe('an agent at work', { skip: path ? false : 'no browser is installed' }, () => {
  let helpdesk, browser, url, ana
  /** An open ticket that Ana may change. */
  let ticket

  before(async () => {
    helpdesk = await startHelpdesk()
    url = helpdesk.url
    browser = await openBrowser(path)
    ana = await signIn(browser, url, 'ana')
    const { items } = (await ana.api('/tickets?view=mine')).body
    ticket = items.find((row) => row.abilities.status && row.abilities.reply && row.status === 'open')
    assert.ok(ticket, 'the demo gives Ana an open ticket')
  })
  after(async () => {
    await browser?.close()
    await helpdesk?.stop()
    assert.deepEqual(ana?.complaints ?? [], [])
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
    await page.waitForTimeout(400)
    await page.getByText('Private note', { exact: true }).first().click()
    await page.getByRole('textbox', { name: 'Private note' }).fill('Half a note')
    await page.waitForTimeout(400)
    await page.reload()
    assert.equal(await page.getByRole('textbox', { name: 'Reply' }).inputValue(), 'Half a reply')
    await page.getByText('Private note', { exact: true }).first().click()
    assert.equal(await page.getByRole('textbox', { name: 'Private note' }).inputValue(), 'Half a note')
    await page.getByRole('textbox', { name: 'Private note' }).fill('')
    await page.waitForTimeout(400)
  })

  test('a change on top of somebody else’s is not saved, says so, and shows the newest state', async () => {
    const { page, context } = ana
    const owner = await signIn(browser, url, 'owner')
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
    const changed = await owner.context.request.patch(`${url}/api/v1/tickets/${ticket.id}`, {
      data: { version: now.version, priority: now.priority === 'urgent' ? 'high' : 'urgent' },
      headers: { origin: url },
    })
    assert.equal(changed.status(), 200)
    await owner.context.close()

    const details = page.getByRole('complementary', { name: 'Ticket details' })
    await details.getByRole('button', { name: /^Change status/ }).click()
    await page.getByRole('menuitemradio', { name: 'Pending' }).click()
    await page.getByRole('alert').getByText('Somebody else changed this ticket').waitFor()
    await details.getByText(now.priority === 'urgent' ? 'High' : 'Urgent').waitFor()
    const after = await context.request.get(`${url}/api/v1/tickets/${ticket.id}`)
    assert.equal((await after.json()).status, now.status, 'nothing was overwritten')
    ana.complaints.splice(0, ana.complaints.length, ...ana.complaints.filter((line) => !line.includes('status of 409')))
  })
})
