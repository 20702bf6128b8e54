// Two people at the same ticket: each window knows of the other, without a reload.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'

// Whose rights are taken away has a page that is refused what it asks for.
onHelpdesk('open windows', { forgiven: /status of 40[34]/ }, (desk) => {
  test('show who else is there, who writes, and what was written', async () => {
    const ana = await desk.signIn('ana')
    const owner = await desk.signIn('owner')
    const [ticket] = (await ana.api('/tickets?view=mine')).body.items
    for (const { page } of [ana, owner]) {
      await page.goto(`${desk.url}/app/tickets/${ticket.id}`)
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
    await owner.send('PATCH', '/roles/agent', { features: { tickets: { level: 'none' } } })
    await ana.page.getByRole('heading', { name: ticket.subject }).waitFor({ state: 'detached' })
    for (const { context } of [ana, owner]) await context.close()
  })
})
