// Notices: a colleague is mentioned in a note, hears of it at once, and chooses what they hear of.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk, quiet } from './helpdesk.mjs'

onHelpdesk('notices', {}, (desk) => {
  let url, ana, marcus, ticket

  before(async () => {
    url = desk.url
    ana = await desk.signIn('ana')
    marcus = await desk.signIn('manager')
    ticket = (await ana.api('/tickets?view=mine&team=none&limit=1')).body.items[0]
    ticket ??= (await ana.api('/tickets?view=mine&limit=1')).body.items[0]
    await marcus.page.goto(`${url}/app/inbox`)
    await quiet(marcus.page)
  })

  const bell = (page) => page.getByRole('button', { name: /^Notices/ }).first()

  test('a name behind an @ is completed by keyboard, from those who see the ticket', async () => {
    const { page } = ana
    await page.goto(`${url}/app/tickets/${ticket.id}`)
    await page.getByText('Private note', { exact: true }).click()
    const box = page.getByRole('textbox', { name: 'Private note' })
    await box.pressSequentially('@Car')
    await quiet(page)
    assert.equal(await page.getByRole('option', { name: /Carl/ }).count(), 0, 'a customer is not offered')
    await box.fill('')
    await box.pressSequentially('Please look, @Marc')
    await page.getByRole('option', { name: /Marcus Webb/ }).waitFor()
    await page.keyboard.press('Enter')
    assert.equal(await box.inputValue(), 'Please look, @Marcus Webb ')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Note added.').waitFor()
  })

  test('who is mentioned hears of it in the open page, and reading it is enough', async () => {
    const { page } = marcus
    await page.getByRole('button', { name: 'Notices, 1 unread' }).first().waitFor()
    await bell(page).click()
    await page.getByRole('link', { name: /Ana Costa mentioned you/ }).click()
    await page.waitForURL(new RegExp(`/app/tickets/${ticket.id}$`))
    await page.getByText('Please look, @Marcus Webb').first().waitFor()
    await page.getByRole('button', { name: 'Notices', exact: true }).first().waitFor()
  })

  test('what somebody does not want to hear of is not said', async () => {
    const { page } = marcus
    await page.goto(`${url}/app/profile`)
    const box = page.getByRole('checkbox', { name: 'Somebody mentions me in a private note: On the page' })
    await box.uncheck()
    await quiet(page)
    await page.reload()
    await box.waitFor()
    assert.equal(await box.isChecked(), false)
  })
})
