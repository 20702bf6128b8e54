// A call from its first second to its file, and a phone system's file from the
// preview to the calls.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk, quiet } from './helpdesk.mjs'

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

onHelpdesk('call logs', {}, (desk) => {
  let url

  before(() => {
    url = desk.url
  })

  test('the clock runs through a reload, the call gets notes and a file, and both can be read', async () => {
    const { page, context, api } = await desk.signIn('ana')
    await page.goto(`${url}/app/x/calllogs/page`)
    await page.getByRole('button', { name: 'I am calling' }).click()
    await page.getByText('You are on an outgoing call').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'End call' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Phone number').fill('+44 20 7946 0018')
    await dialog.getByLabel('Notes').fill('Agreed on Thursday.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: '+44 20 7946 0018' }).first().click()
    await page.getByText('Agreed on Thursday.').waitFor()
    await page.getByRole('button', { name: 'Add files' }).click()
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles([file('offer.txt', 'Ten lamps.')])
    await page.getByRole('dialog').getByText('offer.txt').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Add files' }).click()
    const link = page.getByRole('link', { name: 'offer.txt' })
    await link.waitFor()
    const loaded = page.waitForEvent('download')
    await link.click()
    const stream = await (await loaded).createReadStream()
    const parts = []
    for await (const part of stream) parts.push(part)
    assert.equal(Buffer.concat(parts).toString(), 'Ten lamps.')
    const { items } = (await api('/x/calllogs/calls?sort=-id&limit=1')).body
    assert.equal(items[0].running, false)
    assert.ok(items[0].duration > 0)
    await context.close()
  })

  test('a file of the phone system is looked at first, then written, once', async () => {
    const { page, context, api } = await desk.signIn('owner')
    const count = async () => (await api('/x/calllogs/calls/aggregate?figures=count')).body.lines[0].count
    const before = await count()
    const csv = 'Call ID;Start;Direction;Caller;Duration\np1;2026-11-24 09:00;in;030 1;12\np2;late;in;030 2;5\n'
    for (const [round, fresh] of [1, 0].entries()) {
      await page.goto(`${url}/app/x/calllogs/page?view=import`)
      await page.locator('input[type=file]').setInputFiles([file('calls.csv', csv)])
      await page.getByText('calls.csv').waitFor()
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByText('“late” cannot be read', { exact: false }).waitFor()
      const write = page.getByRole('button', { name: `Write ${fresh} calls` })
      await write.waitFor()
      if (round > 0) {
        assert.ok(await write.isDisabled())
        break
      }
      assert.equal(await count(), before)
      await write.click()
      await page.getByText('1 calls were written.').waitFor()
      await quiet(page)
      assert.equal(await count(), before + 1)
    }
    await context.close()
  })
})
