// Canned replies: written on their page, put into the answer to a ticket and into a
// live chat, and gone from both when the plugin is switched off.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'

onHelpdesk('canned replies', {}, (desk) => {
  test('one is written, and put into a ticket by its shortcut', async () => {
    const ana = await desk.signIn('ana')
    await ana.page.goto(`${desk.url}/app/x/canned/page?reply=new`)
    await ana.page.getByLabel('Title').fill('Out of stock')
    await ana.page.getByLabel('Shortcut').fill('stock')
    await ana.page
      .getByRole('textbox', { name: 'Text' })
      .fill('Hello {{requester.first_name|there}}, it is back on Monday.')
    await ana.page.getByRole('button', { name: 'Save', exact: true }).click()
    await ana.page.getByRole('link', { name: 'Out of stock' }).waitFor()

    const { items } = (await ana.api('/tickets?status=open&limit=20')).body
    const ticket = items.find(({ abilities }) => abilities.reply)
    const { requester } = (await ana.api(`/tickets/${ticket.id}`)).body
    await ana.page.goto(`${desk.url}/app/tickets/${ticket.id}`)
    const box = ana.page.getByRole('textbox', { name: 'Reply' })
    await box.press('/')
    const search = ana.page.getByRole('searchbox', { name: 'Search or type a shortcut' })
    await search.fill('stock')
    await search.press('Enter')
    await search.waitFor({ state: 'detached' })
    assert.equal(await box.inputValue(), `Hello ${requester.name.split(' ')[0]}, it is back on Monday.`)
    await ana.page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await ana.context.close()
  })

  test('one is said in a chat, where its plugin is enabled', async () => {
    const [ana, owner] = await Promise.all([desk.signIn('ana'), desk.signIn('owner')])
    const { items } = (await ana.api('/x/livechat/chats?sort=-id')).body
    const chat = items.find((one) => !one.ended_at && one.owner)
    await ana.page.goto(`${desk.url}/app/x/livechat/desk?open=${chat.id}`)
    const box = ana.page.getByRole('textbox', { name: 'Write to the visitor' })
    await ana.page.getByRole('button', { name: 'Canned reply' }).click()
    const search = ana.page.getByRole('searchbox', { name: 'Search or type a shortcut' })
    await search.fill('there')
    await ana.page.getByText('Are you still there, Priya?').waitFor()
    await search.press('ArrowDown')
    await ana.page.keyboard.press('Enter')
    await search.waitFor({ state: 'detached' })
    assert.equal(await box.inputValue(), 'Are you still there, Priya? I keep this chat open for a few more minutes.')
    await box.press('Enter')
    await ana.page.getByRole('log').getByText('Are you still there, Priya?').waitFor()

    await owner.send('POST', '/plugins/canned/disable', {})
    await ana.page.reload()
    await box.waitFor()
    assert.equal(await ana.page.getByRole('button', { name: 'Canned reply' }).count(), 0)
    await owner.send('POST', '/plugins/canned/enable', {})
    await ana.page.reload()
    await ana.page.getByRole('button', { name: 'Canned reply' }).waitFor()
    for (const { context } of [ana, owner]) await context.close()
  })
})
