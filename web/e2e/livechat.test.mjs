// A visitor on a page of another site, under a strict policy, and an agent in the
// console: side by side, with a lost connection and a reload on either side.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { onHelpdesk, openShop } from './helpdesk.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What a log shows, line by line: the texts without names and times. */
const said = (log) => log.locator('.line p, article p:nth-of-type(2)').allTextContents()

// The shop's page is refused the frame, and has no icon; the visitor is cut off on purpose.
onHelpdesk('live chat', { forgiven: /frame-ancestors|status of 404|ERR_INTERNET_DISCONNECTED/ }, (desk) => {
  let url, shop

  before(async () => {
    url = desk.url
    shop = await openShop(url)
  })
  after(() => shop?.stop())

  test('the widget has nothing that the accessibility rules hold against it', async () => {
    const { page, context } = await desk.stranger()
    await page.goto(`${url}/widget/livechat`)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      for (const name of ['Open the chat window', null]) {
        if (name && colorScheme === 'light') await page.getByRole('button', { name }).click()
        await page.evaluate(axe)
        const found = await page.evaluate(() =>
          globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }),
        )
        assert.deepEqual(
          found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
          [],
        )
      }
    }
    await context.close()
  })

  test('a site that the owner does not list shows no frame', async () => {
    const { page, context, complaints } = await desk.stranger()
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await page.goto(shop.url)
    await page.locator('iframe').waitFor({ state: 'attached' })
    await refused
    assert.equal(await page.frameLocator('iframe').getByRole('button').count(), 0)
    assert.ok(complaints.length > 0)
    await context.close()
  })

  test('a visitor and an agent talk, through a reload and a lost connection', async () => {
    const owner = await desk.signIn('owner')
    const kept = (await owner.api('/plugins/livechat/settings')).body.values
    await owner.send('PUT', '/plugins/livechat/settings', { values: { ...kept, origins: shop.url } })

    const visitor = await desk.stranger()
    await visitor.page.goto(shop.url)
    const chat = visitor.page.frameLocator('iframe')
    await chat.getByRole('button', { name: 'Open the chat window' }).click()
    assert.deepEqual(await visitor.context.cookies(), [])
    assert.equal(await chat.locator('html').evaluate(() => localStorage.length), 0)
    await chat.getByLabel('Your name').fill('Vera')
    await chat.getByLabel('E-mail address').fill('vera@shop.example')
    const department = chat.getByLabel('Department')
    if (await department.count()) await department.selectOption({ label: 'Billing' })
    await chat.getByLabel('How can we help?').fill('Where is my lamp?')
    await chat.getByRole('button', { name: 'Start the chat' }).click()
    await chat.getByText('Somebody will be with you in a moment.').waitFor()
    assert.equal(await chat.locator('html').evaluate(() => localStorage.length), 1)
    assert.deepEqual(await visitor.context.cookies(), [])

    const ana = await desk.signIn('ana')
    await ana.page.goto(`${url}/app/x/livechat/desk`)
    await ana.page.getByRole('link', { name: /Vera/ }).first().click()
    await ana.page.getByRole('button', { name: 'Take', exact: true }).click()
    await chat.getByText('Ana Costa has joined.').waitFor()

    const log = ana.page.getByRole('log', { name: 'Vera' })
    const write = ana.page.getByRole('textbox', { name: 'Write to the visitor' })
    await chat.getByRole('textbox', { name: 'Write a message' }).pressSequentially('It is ')
    await log.getByText('Vera is typing…').waitFor()
    await write.pressSequentially('It left this morning.')
    await chat.getByText('Ana Costa is typing…').waitFor()
    await write.press('Enter')
    await chat.getByText('It left this morning.').waitFor()
    await log.getByText('Read', { exact: true }).waitFor()
    await chat.getByRole('textbox', { name: 'Write a message' }).fill('It is blue.')
    await chat.getByRole('button', { name: 'Send', exact: true }).click()
    await log.getByText('It is blue.').waitFor()
    await chat.getByText('Read', { exact: false }).first().waitFor()

    // Files, both ways.
    await chat
      .locator('input[type=file]')
      .setInputFiles({ name: 'lamp.txt', mimeType: 'text/plain', buffer: Buffer.from('a lamp') })
    const link = log.getByRole('link', { name: 'lamp.txt' })
    await link.waitFor()
    const read = await ana.page.evaluate(async (href) => (await fetch(href)).text(), await link.getAttribute('href'))
    assert.equal(read, 'a lamp')
    await ana.page
      .locator('section', { has: log })
      .locator('input[type=file]')
      .setInputFiles({ name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('a label') })
    const [download] = await Promise.all([
      visitor.page.waitForEvent('download'),
      chat.getByRole('button', { name: 'label.txt' }).click(),
    ])
    assert.equal(readFileSync(await download.path(), 'utf8'), 'a label')

    // What only the desk reads.
    await ana.page.getByText('Private comment', { exact: true }).first().click()
    await ana.page.getByRole('textbox', { name: 'Private comment' }).fill('A good customer.')
    await ana.page.getByRole('textbox', { name: 'Private comment' }).press('Enter')
    await log.getByText('A good customer.').waitFor()

    // The visitor loses the connection and writes all the same; the agent answers meanwhile.
    await visitor.context.setOffline(true)
    await chat.getByRole('textbox', { name: 'Write a message' }).fill('Are you there?')
    await chat.getByRole('textbox', { name: 'Write a message' }).press('Enter')
    await ana.page.getByText('Reply', { exact: true }).first().click()
    await write.fill('Yes.')
    await write.press('Enter')
    await log.getByText('Yes.', { exact: true }).waitFor()
    await visitor.context.setOffline(false)
    await chat.getByText('Yes.', { exact: true }).waitFor()
    await log.getByText('Are you there?').waitFor()

    // So does the agent, and the visitor writes meanwhile.
    await ana.context.setOffline(true)
    await chat.getByRole('textbox', { name: 'Write a message' }).fill('Thank you.')
    await chat.getByRole('textbox', { name: 'Write a message' }).press('Enter')
    await chat.getByText('Thank you.', { exact: true }).waitFor()
    await ana.context.setOffline(false)
    await log.getByText('Thank you.', { exact: true }).waitFor()

    // A reload on either side keeps the chat.
    await Promise.all([visitor.page.reload(), ana.page.reload()])
    await chat.getByRole('button', { name: 'Open the chat window' }).click()
    await chat.getByText('Are you there?').waitFor()
    await log.getByText('Are you there?').waitFor()
    const everything = [
      'Where is my lamp?',
      'It left this morning.',
      'It is blue.',
      'Yes.',
      'Are you there?',
      'Thank you.',
    ]
    assert.deepEqual((await said(chat.getByRole('log'))).toSorted(), everything.toSorted())
    for (const line of everything) assert.equal(await log.getByText(line, { exact: true }).count(), 1, line)
    assert.equal(await chat.getByText('A good customer.').count(), 0)

    await chat.getByRole('button', { name: 'End the chat' }).click()
    await chat.getByRole('button', { name: 'Really end it?' }).click()
    await ana.page.getByText('This chat has ended.').waitFor()
    await chat.getByRole('button', { name: 'Start another chat' }).waitFor()
    for (const { context } of [ana, owner, visitor]) await context.close()
  })
})
