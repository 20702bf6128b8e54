// How a customer is asked, answers without a script, changes their mind, and who
// reads what: with a mail server of the test's own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onHelpdesk, openShop } from './helpdesk.mjs'
import { openPost } from './post.mjs'

// Links that lead nowhere are opened, and the shop has no icon.
onHelpdesk('surveys', { forgiven: /status of 404/ }, (desk) => {
  let url, post, owner, ana, ticket, link
  const subject = 'The blue lamp flickers'

  const idOf = async (email) =>
    (await owner.api(`/users?q=${encodeURIComponent(email)}&limit=100`)).body.items.find((one) => one.email === email)
      .id

  before(async () => {
    url = desk.url
    post = await openPost()
    owner = await desk.signIn('owner')
    ana = await desk.signIn('ana')
    const company = (await owner.api('/settings/company')).body
    await owner.send('PUT', '/settings/company', { ...company, address: url })
    const server = { host: '127.0.0.1', port: post.port, security: 'none', from: 'help@demo.test' }
    await owner.send('PUT', '/settings/mail', server)
  })
  after(() => post?.stop())

  test('the owner makes a survey with four kinds of questions and rules, and starts it', async () => {
    const { page } = owner
    await page.goto(`${url}/app/x/surveys/edit`)
    await page.getByRole('link', { name: 'After a ticket' }).click()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'All surveys' }).click()
    await page.getByRole('button', { name: 'New survey' }).click()
    await page.getByRole('heading', { level: 1, name: 'New survey' }).waitFor()

    await page.getByLabel('Name').fill('How was it?')
    await page.getByLabel('Days before the same person is asked again').fill('0')
    await page.getByLabel('Hours after the occasion').fill('0')
    await page.getByLabel('Make a ticket to see to it').check()
    await page.getByRole('combobox', { name: 'Teams' }).click()
    await page.getByRole('option', { name: 'Billing' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'How was it?' }).waitFor()

    for (const [kind, label, options] of [
      ['Scale, 0 to 10', 'Would you recommend us?', ''],
      ['Choice', 'How did you reach us?', 'By mail\nBy phone'],
    ]) {
      await page.getByRole('button', { name: 'Add a question' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Kind').click()
      await page.getByRole('option', { name: kind }).click()
      await dialog.getByLabel('Question').fill(label)
      if (options) await dialog.getByLabel('Answers to choose from').fill(options)
      await dialog.getByRole('button', { name: 'Save' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.getByText(label).first().waitFor()
    }
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText('Active', { exact: true }).waitFor()
  })

  test('an agent closes a ticket, and the customer gets a letter with a link', async () => {
    const carl = await desk.signIn('carl')
    ticket = await carl.send('POST', '/tickets', { subject, body: 'It does, at night.' })
    await carl.context.close()
    const billing = (await ana.api('/me')).body.teams[0]
    await owner.send('POST', `/tickets/${ticket.id}/transfer`, { team_id: billing.id })
    await ana.page.goto(`${url}/app/tickets/${ticket.id}`)
    await ana.page.getByRole('button', { name: 'Take', exact: true }).first().click()
    const details = ana.page.getByRole('complementary', { name: 'Ticket details' })
    await details.getByText('Ana Costa').first().waitFor()
    await details.getByRole('button', { name: /^Change status/ }).click()
    await ana.page.getByRole('menuitemradio', { name: 'Solved' }).click()

    const letter = await post.find(({ to, text }) => to === 'carl@demo.test' && text.includes('/p/surveys/answer?t='))
    assert.ok(letter.text.includes(subject))
    link = letter.text.match(/\/p\/surveys\/answer\?t=[A-Z2-7]+/)[0]
    assert.ok(link.length > 40)
  })

  test('they answer without a script and without signing in, and change their answers', async () => {
    const { page, context } = await desk.stranger({ javaScriptEnabled: false })
    await page.goto(url + link)
    await page.getByText(subject).waitFor()
    const pick = (question, answer) =>
      page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check()
    await pick(/How satisfied/, '4 / 5')
    await pick(/Would you recommend/, '9')
    await pick(/How did you reach/, 'By phone')
    await page.getByLabel('What could we do better?').fill('A <b>lamp</b> that shines.')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you. We have your answers.').first().waitFor()

    await page.goto(url + link)
    await page.getByText('You can change them until').waitFor()
    assert.equal(await page.getByLabel('What could we do better?').inputValue(), 'A <b>lamp</b> that shines.')
    await pick(/How satisfied/, '1 / 5')
    await page.getByRole('button', { name: 'Change my answers' }).click()
    await page.getByText('You can change them until').first().waitFor()
    for (const wrong of [link.slice(0, -1), `${link}A`, '/p/surveys/answer?i=1']) {
      await page.goto(url + wrong)
      await page.getByText('This link does not lead anywhere any more').waitFor()
    }
    await context.close()
  })

  test('a bad rating tells the agent and makes a ticket', async () => {
    await post.find(({ to, text }) => to === 'ana@demo.test' && text.includes('gave 1 of 5 stars'))
    for (let wait = 0; wait < 100; wait++) {
      const { items } = (await owner.api(`/tickets?view=all&q=${encodeURIComponent('Follow-up flickers')}`)).body
      const made = items.find((row) => row.subject.startsWith('Follow-up:'))
      if (made) {
        assert.equal(made.requester.name, 'Carl Novak')
        assert.equal(made.priority, 'high')
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.fail('no ticket follows')
  })

  test('who holds the summary sees stars, who holds the details the answers', async () => {
    const { page } = ana
    const panel = page.getByRole('region', { name: 'Survey' })
    await page.goto(`${url}/app/tickets/${ticket.id}`)
    await page.getByRole('complementary', { name: 'Ticket details' }).waitFor()
    assert.equal(await panel.count(), 0, 'Modify has no summary')

    const id = await idOf('ana@demo.test')
    await owner.send('PUT', `/users/${id}/grants/surveys.summary`, { scope: 'own' })
    await page.goto(`${url}/app/tickets/${ticket.id}`)
    await panel.getByText('1 of 5 stars').or(panel.getByLabel('1 of 5 stars')).first().waitFor()
    assert.equal(await panel.getByText('that shines').count(), 0)

    await owner.send('PUT', `/users/${id}/grants/surveys.details`, { scope: 'own' })
    await page.goto(`${url}/app/tickets/${ticket.id}`)
    await panel.getByText('A <b>lamp</b> that shines.').waitFor()
  })

  test('every line of the figures leads to the answers that it counts', async () => {
    const { page } = owner
    await page.goto(`${url}/app/x/surveys/results?p.days=90`)
    const line = page.getByRole('region', { name: 'By agent' }).getByRole('row', { name: /Ana Costa/ })
    await line.waitFor()
    const [name, answers] = await line.locator('td, th').allTextContents()
    assert.match(name, /Ana Costa/)
    const { items } = (await owner.api('/x/surveys/ratings?limit=100')).body
    const id = await idOf('ana@demo.test')
    const since = Date.now() - 90 * 24 * 3600 * 1000
    const counted = items.filter((row) => (row.owner?.id ?? row.owner) === id && Date.parse(row.answered_at) > since)
    assert.equal(Number(answers), counted.length)
    await line.getByRole('link', { name: answers, exact: true }).click()
    await page.waitForURL(/p\.agent=/)
    const shown = page.getByRole('region', { name: 'The answers' }).getByRole('row')
    await page.getByRole('region', { name: 'The answers' }).getByText('How was it?').first().waitFor()
    assert.equal(await shown.filter({ hasText: '★' }).count(), Math.min(counted.length, 20))
  })

  test('after a chat its window shows a link, and the stars stand beside the chat', async () => {
    const shop = await openShop(url)
    const kept = (await owner.api('/plugins/livechat/settings')).body.values
    await owner.send('PUT', '/plugins/livechat/settings', { values: { ...kept, origins: shop.url } })
    const visitor = await desk.stranger()
    await visitor.page.goto(shop.url)
    const chat = visitor.page.frameLocator('iframe')
    await chat.getByRole('button', { name: 'Open the chat window' }).click()
    await chat.getByLabel('Your name').fill('Vito')
    await chat.getByLabel('E-mail address').fill('vito@shop.example')
    const department = chat.getByLabel('Department')
    if (await department.count()) await department.selectOption({ label: 'Billing' })
    await chat.getByLabel('How can we help?').fill('Is it in stock?')
    await chat.getByRole('button', { name: 'Start the chat' }).click()
    await ana.page.goto(`${url}/app/x/livechat/desk`)
    await ana.page.getByRole('link', { name: /Vito/ }).first().click()
    await ana.page.getByRole('button', { name: 'Take', exact: true }).click()
    await chat.getByText('Ana Costa has joined.').waitFor()
    await chat.getByRole('button', { name: 'End the chat' }).click()
    await chat.getByRole('button', { name: 'Really end it?' }).click()

    const opened = visitor.context.waitForEvent('page')
    await chat.getByRole('link', { name: 'Tell us how it was' }).click()
    const page = await opened
    await page.getByText('It is about our chat of').waitFor()
    await page
      .getByRole('group', { name: /How satisfied/ })
      .getByLabel('5 / 5')
      .check()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you. We have your answers.').first().waitFor()

    await ana.page.goto(`${url}/app/x/livechat/past`)
    await ana.page.getByRole('row', { name: /Vito/ }).getByText('★★★★★').waitFor()
    await visitor.context.close()
    shop.stop()
  })
})
