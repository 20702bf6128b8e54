// A guest, without JavaScript and without an account: asks, follows the request by its link, answers and closes it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'
import { askAsGuest } from './pages.mjs'

onHelpdesk('a guest', {}, (desk) => {
  let url, owner, guest, link

  before(async () => {
    url = desk.url
    owner = await desk.signIn('owner')
    guest = await desk.stranger({ javaScriptEnabled: false })
  })

  test('submits, and gets a link where no letter can be sent', async () => {
    link = await askAsGuest(desk.browser, url)
    assert.match(link, /^\/t\/[\w-]{20,}$/)
  })

  test('reads the answer by that link in another browser, replies and closes; nobody reads a note', async () => {
    const { id } = (await owner.api('/tickets?q=rope%20broke&limit=1')).body.items[0]
    const say = (kind, body) => owner.send('POST', `/tickets/${id}/messages`, { kind, body })
    await say('reply', 'A new one is on its way.')
    await say('comment', 'Between us: the third this week.')
    const { page, context } = await desk.stranger({ javaScriptEnabled: false })
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
