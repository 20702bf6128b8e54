// A guest, without JavaScript and without an account: asks, follows the request by its link, answers and closes it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBrowser, openBrowser, signIn, startHelpdesk, stranger } from './helpdesk.mjs'

const path = findBrowser()

describe('a guest', { skip: path ? false : 'no browser is installed' }, () => {
  let helpdesk, browser, url, owner, guest, link

  before(async () => {
    helpdesk = await startHelpdesk()
    url = helpdesk.url
    browser = await openBrowser(path)
    owner = await signIn(browser, url, 'owner')
    const saved = await owner.context.request.put(`${url}/api/v1/settings/guests`, {
      data: { submit: true, chat: false, rate: false, comment: false, domains: [] },
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: url },
    })
    assert.ok(saved.ok(), `${saved.status()} ${await saved.text()}`)
    guest = await stranger(browser, { javaScriptEnabled: false })
  })
  after(async () => {
    await browser?.close()
    await helpdesk?.stop()
    assert.deepEqual(guest?.complaints ?? [], [])
  })

  test('submits, and gets a link where no letter can be sent', async () => {
    const { page } = guest
    await page.goto(`${url}/tickets/new`)
    await page.getByLabel('Your name').fill('Gus Guest')
    await page.getByLabel('E-mail address').fill('gus@guest.example')
    await page.getByLabel('What is it about?').fill('My rope broke')
    await page.getByLabel('Tell us more').fill('It just snapped.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'My rope broke' }).waitFor()
    link = new URL(page.url()).pathname
    assert.match(link, /^\/t\/[\w-]{20,}$/)
  })

  test('reads the answer by that link in another browser, replies and closes; nobody reads a note', async () => {
    const { id } = (await owner.api('/tickets?q=rope%20broke&limit=1')).body.items[0]
    const say = (kind, body) =>
      owner.context.request.post(`${url}/api/v1/tickets/${id}/messages`, {
        data: { kind, body },
        headers: { 'Sec-Fetch-Site': 'same-origin', Origin: url },
      })
    assert.ok((await say('reply', 'A new one is on its way.')).ok())
    assert.ok((await say('comment', 'Between us: the third this week.')).ok())
    const { page, context } = await stranger(browser, { javaScriptEnabled: false })
    await page.goto(url + link)
    await page.getByText('A new one is on its way.').waitFor()
    assert.equal(await page.getByText('Between us').count(), 0)
    await page.getByLabel('Your reply').fill('Thank you!')
    await page.getByRole('button', { name: 'Send reply' }).click()
    await page.getByText('Your reply was sent.').waitFor()
    await page.getByRole('button', { name: 'Close the request' }).click()
    await page.getByText('The request is closed.').first().waitFor()
    assert.equal((await owner.api(`/tickets/${id}`)).body.status, 'closed')
    await context.close()
  })

  test('a link that was changed opens nothing', async () => {
    const answer = await guest.page.goto(`${url}${link.slice(0, -2)}AA`)
    assert.equal(answer.status(), 404)
    guest.complaints.length = 0
  })
})
