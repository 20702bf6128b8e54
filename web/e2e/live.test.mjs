// Two people at the same ticket: each window knows of the other, without a reload.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBrowser, openBrowser, signIn, startHelpdesk } from './helpdesk.mjs'

const path = findBrowser()

describe('open windows', { skip: path ? false : 'no browser is installed' }, () => {
  let helpdesk, browser, url

  before(async () => {
    helpdesk = await startHelpdesk()
    url = helpdesk.url
    browser = await openBrowser(path)
  })
  after(async () => {
    await browser?.close()
    await helpdesk?.stop()
  })

  test('show who else is there, who writes, and what was written', async () => {
    const ana = await signIn(browser, url, 'ana')
    const owner = await signIn(browser, url, 'owner')
    const [ticket] = (await ana.api('/tickets?view=mine')).body.items
    for (const { page } of [ana, owner]) {
      await page.goto(`${url}/app/tickets/${ticket.id}`)
      await page.getByRole('heading', { name: ticket.subject }).waitFor()
    }
    await ana.page.getByText('Olivia Hart is looking at this, too').waitFor()
    await owner.page.getByText('Ana Costa is looking at this, too').waitFor()

    await owner.page.getByRole('textbox', { name: 'Reply' }).pressSequentially('The parcel is found.')
    await ana.page.getByText('Olivia Hart is writing…').waitFor()
    await owner.page.getByRole('button', { name: 'Send reply' }).click()
    await ana.page.getByText('The parcel is found.').waitFor()

    // Whoever loses the right loses the page, without a reload.
    const slugs = (await owner.api('/roles')).body.items.map((role) => role.slug)
    assert.ok(slugs.includes('agent'))
    const change = { features: { tickets: { level: 'none' } } }
    const saved = await owner.context.request.patch(`${url}/api/v1/roles/agent`, {
      data: change,
      headers: { Origin: url },
    })
    assert.equal(saved.status(), 200)
    await ana.page.getByRole('heading', { name: ticket.subject }).waitFor({ state: 'detached' })
    assert.deepEqual(owner.complaints, [])
    for (const { context } of [ana, owner]) await context.close()
  })
})
