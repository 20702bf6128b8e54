// The whole thing once, as the people of the demo helpdesk use it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'

// Ben opens a ticket that he must not see.
onHelpdesk('the demo helpdesk', { forgiven: /status of 404/ }, (desk) => {
  let url
  /** The Billing ticket that Ana takes, and what she writes. */
  const ticket = { id: 0, subject: '' }
  const answer = 'We have sent the corrected invoice. Please tell us if it arrives.'

  before(() => {
    url = desk.url
  })
  after(() => assert.match(desk.said, /msg=stopped/, 'Ctrl-C stops it cleanly'))

  for (const [person, place] of [
    ['owner', '/app/inbox'],
    ['manager', '/app/inbox'],
    ['ana', '/app/inbox'],
    ['ben', '/app/inbox'],
    ['carl', '/tickets'],
  ]) {
    test(`${person} signs in and lands at ${place}`, async () => {
      const { page, context } = await desk.signIn(person)
      await page.waitForURL(`${url}${place}*`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await context.close()
    })
  }

  test('a page uses what it told the browser to fetch ahead', async () => {
    const { page, context, api } = await desk.signIn('ana')
    const [first] = (await api('/tickets?view=all')).body.items
    for (const [address, part, asked] of [
      ['/app/inbox', 'main [data-row="0"]', '/api/v1/tickets?view=open&limit=50'],
      ['/app/inbox?view=all', 'main [data-row="0"]', '/api/v1/tickets?view=all&limit=50'],
      [`/app/tickets/${first.id}`, 'main article', `/api/v1/tickets/${first.id}`],
    ]) {
      await page.goto(url + address)
      await page.locator(part).first().waitFor()
      const how = await page.evaluate(
        (asked) =>
          performance
            .getEntriesByType('resource')
            .filter(({ name }) => name === location.origin + asked)
            .map(({ initiatorType }) => initiatorType),
        asked,
      )
      assert.deepEqual(how, ['link'], `${address} asks for ${asked} once, ahead`)
    }
    await context.close()
  })

  test('Ana takes a ticket from the queue, asks Ben in, answers and logs a call', async () => {
    const { page, context, api } = await desk.signIn('ana')
    const billing = (await api('/me')).body.teams[0]
    const queue = (await api('/tickets?view=queue')).body.items
    const found = queue.find((row) => row.team?.id === billing.id)
    assert.ok(found, 'the demo has a ticket in the Billing queue')
    Object.assign(ticket, { id: found.id, subject: found.subject })

    await page.getByRole('link', { name: /^My queue/ }).click()
    await page.locator(`a[href="/app/tickets/${ticket.id}"]`).click()
    await page.getByRole('heading', { name: ticket.subject }).waitFor()
    await page.getByRole('button', { name: 'Take', exact: true }).first().click()
    const details = page.getByRole('complementary', { name: 'Ticket details' })
    await details.getByText('Ana Costa').first().waitFor()

    await details.getByRole('button', { name: 'Add a colleague' }).click()
    await page.keyboard.type('Ben')
    await page.getByRole('option', { name: /Ben Okafor/ }).click()
    await details.getByRole('button', { name: 'Remove Ben Okafor' }).waitFor()

    await page.getByRole('textbox', { name: 'Reply' }).fill(answer)
    await page.getByRole('button', { name: 'Send reply' }).click()
    await page.getByRole('article', { name: 'Public reply by Ana Costa' }).getByText(answer).waitFor()

    const calls = page.getByRole('region', { name: 'Calls' })
    await calls.getByLabel('Phone number').fill('+49 30 555 0199')
    await calls.getByLabel('Notes').fill('Asked when the invoice comes.')
    await calls.getByRole('button', { name: 'Log call' }).click()
    await calls.getByText('+49 30 555 0199').waitFor()

    const { body } = await api(`/tickets/${ticket.id}`)
    assert.equal(body.assignee.name, 'Ana Costa')
    assert.deepEqual(body.contributors.map((c) => c.name).includes('Ben Okafor'), true)
    await context.close()
  })

  test('Ben sees his team, what has no team and what he works along on, and nothing else', async () => {
    const owner = await desk.signIn('owner')
    const ben = await desk.signIn('ben')
    const me = (await ben.api('/me')).body
    const [team] = me.teams
    const expected = new Set()
    const foreign = []
    for (const { id } of await everyTicket(owner)) {
      const t = (await owner.api(`/tickets/${id}`)).body
      const mine = t.assignee?.id === me.user.id || t.contributors.some((c) => c.id === me.user.id)
      if (!t.team || t.team.id === team.id || mine) expected.add(id)
      else foreign.push(id)
    }
    assert.ok(expected.has(ticket.id), 'he was asked in on it')
    assert.ok(foreign.length > 20, 'there is much that he must not see')
    const seen = (await everyTicket(ben)).map((row) => row.id)
    assert.deepEqual(new Set(seen), expected)

    await ben.page.goto(`${url}/app/tickets/${ticket.id}`)
    await ben.page.getByRole('article', { name: 'Public reply by Ana Costa' }).getByText(answer).waitFor()

    const hidden = await ben.api(`/tickets/${foreign[0]}`)
    const missing = await ben.api('/tickets/99999999')
    assert.equal(hidden.status, 404)
    const bare = ({ status, body: { request_id, instance, ...rest } }) => ({ status, rest })
    assert.deepEqual(bare(hidden), bare(missing), 'what he may not see looks like what is missing')
    await ben.page.goto(`${url}/app/tickets/${foreign[0]}`)
    await ben.page.getByRole('heading', { name: 'This ticket does not exist' }).waitFor()
    await owner.context.close()
    await ben.context.close()
  })

  test('the owner disables call logs; they are gone everywhere, and come back as they were', async () => {
    const owner = await desk.signIn('owner')
    const ana = await desk.signIn('ana')
    const settings = async () => (await owner.api('/roles/agent')).body.features.calllogs
    const before = await settings()
    assert.ok(before, 'the agent role says something about call logs')
    assert.equal((await ana.api('/x/calllogs/calls')).status, 200)

    await owner.page.goto(`${url}/app/plugins`)
    await owner.page.getByRole('main').getByRole('link', { name: 'Call Logs', exact: true }).click()
    await owner.page.getByRole('heading', { level: 1, name: /Call Logs/ }).waitFor()
    await owner.page.getByRole('button', { name: 'Disable…' }).click()
    await owner.page.getByRole('dialog').getByRole('button', { name: 'Disable', exact: true }).click()
    await owner.page.getByRole('button', { name: 'Enable…' }).waitFor()

    await ana.page.goto(`${url}/app/tickets/${ticket.id}`)
    await ana.page.getByRole('article', { name: 'Public reply by Ana Costa' }).waitFor()
    assert.equal(await ana.page.getByRole('region', { name: 'Calls' }).count(), 0, 'the panel is gone')
    assert.equal(await ana.page.getByRole('link', { name: 'Call logs' }).count(), 0, 'the page is gone from the menu')
    for (const gone of ['/x/calllogs/calls', '/ui/calllogs/page', `/ui/calllogs/calls?ticket=${ticket.id}`]) {
      assert.equal((await ana.api(gone)).status, 404, gone)
    }
    assert.deepEqual(keysOf((await ana.api('/me')).body), [], 'nobody holds its keys')
    const features = (await owner.api('/permissions')).body.features
    assert.equal(
      features.some((f) => f.id === 'calllogs'),
      false,
      'the role editor does not draw it',
    )

    await owner.page.getByRole('button', { name: 'Enable…' }).click()
    await owner.page.getByRole('dialog').getByRole('button', { name: 'Allow and enable' }).click()
    await owner.page.getByRole('button', { name: 'Disable…' }).waitFor()
    assert.deepEqual(await settings(), before, "the role's settings are intact")
    assert.ok(keysOf((await ana.api('/me')).body).includes('calllogs.view'))
    await ana.page.reload()
    await ana.page.getByRole('region', { name: 'Calls' }).getByText('+49 30 555 0199').waitFor()
    await ana.page.getByRole('link', { name: 'Call logs' }).click()
    await ana.page.getByRole('table').getByText('+49 30 555 0199').waitFor()
    await owner.context.close()
    await ana.context.close()
  })
})

/** Walks a person's whole list through the API, page by page. */
async function everyTicket(person) {
  const rows = []
  for (let cursor = ''; ; ) {
    const { status, body } = await person.api(`/tickets?limit=200&cursor=${encodeURIComponent(cursor)}`)
    assert.equal(status, 200)
    rows.push(...body.items)
    if (!body.next) return rows
    cursor = body.next
  }
}

function keysOf(me) {
  return Object.keys(me.keys).filter((key) => key.startsWith('calllogs.'))
}
