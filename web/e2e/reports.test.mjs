// A report is narrowed, compared, taken along and sent; a dashboard is put together and shared; whoever may see less
// counts less. With a mail server of the test's own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'
import { openPost } from './post.mjs'

const reports = '/app/x/reports/page'

/** A figure over all, by its heading. */
async function figure(page, label) {
  const heading = page.getByRole('main').getByRole('link', { name: label, exact: true }).first()
  await heading.waitFor()
  const text = await heading.locator('xpath=../following-sibling::*[1]').textContent()
  return Number(text.replaceAll(',', ''))
}

onHelpdesk('reports', {}, (desk) => {
  let url, post, owner, ana, ben

  before(async () => {
    url = desk.url
    post = await openPost()
    ;[owner, ana, ben] = [await desk.signIn('owner'), await desk.signIn('ana'), await desk.signIn('ben')]
    const company = (await owner.api('/settings/company')).body
    await owner.send('PUT', '/settings/company', { ...company, address: url })
    const server = { host: '127.0.0.1', port: post.port, security: 'none', from: 'help@demo.test' }
    await owner.send('PUT', '/settings/mail', server)
    const keys = { 'reports.view': 'team', 'reports.view.reports.volume_team': 'team' }
    await owner.send('PATCH', '/roles/agent', { features: { reports: { keys } } })
  })
  after(() => post?.stop())

  test('a report is narrowed and compared with the period before, and its file says the same', async () => {
    const { page } = owner
    await page.goto(`${url}${reports}?report=volume_team`)
    await page.getByRole('heading', { level: 1, name: 'Tickets by team' }).waitFor()
    await page.getByLabel('Period').selectOption('last_90_days')
    await page.waitForURL(/f\.period=last_90_days/)
    await page.getByLabel('Team').selectOption({ label: 'Billing' })
    await page.waitForURL(/f\.team=/)
    await page.getByLabel('Compare').selectOption('true')
    await page.waitForURL(/f\.compare=true/)
    const rows = page.getByRole('table').getByRole('row')
    await rows.filter({ hasText: 'Billing' }).waitFor()
    assert.equal(await rows.filter({ hasText: 'Technical' }).count(), 0)
    const loaded = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSV' }).click()
    const parts = []
    for await (const part of await (await loaded).createReadStream()) parts.push(part)
    const [head, line] = Buffer.concat(parts)
      .toString()
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
    assert.match(head, /Team.*Tickets/)
    assert.match(line, new RegExp(`^Billing,${await figure(page, 'Tickets')}`))
  })

  test('it goes by mail at once, and at set times', async () => {
    const { page } = owner
    await page.getByRole('button', { name: 'Send me by mail' }).click()
    await page.getByText('On its way to your mailbox.').waitFor()
    const letter = await post.find((one) => one.to === 'owner@demo.test' && one.text.includes('Tickets by team'))
    assert.match(letter.text, /Billing/)
    assert.match(letter.text, /application\/pdf/)
    await page.getByRole('link', { name: 'Have it sent regularly' }).click()
    await page.getByRole('heading', { level: 1, name: 'Have it sent regularly' }).waitFor()
    await page.getByLabel('Title').fill('Every week')
    assert.ok(await page.getByRole('checkbox', { name: 'Attach as PDF' }).isChecked())
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved.').first().waitFor()
    await page.goto(`${url}${reports}?schedule=all`)
    const row = page.getByRole('row').filter({ hasText: 'Every week' })
    await row.getByText('On', { exact: true }).waitFor()
  })

  test('a report of one’s own is tried before it is kept, and changed afterwards', async () => {
    const { page } = owner
    const choose = async (field, option) => {
      await page.getByRole('combobox', { name: field }).click()
      await page.getByRole('option', { name: option, exact: true }).click()
    }
    await page.goto(`${url}${reports}?report=new`)
    await page.getByLabel('Name').fill('High by team')
    await choose('Rows', 'Team')
    await choose('Priority', 'High')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('dialog').getByRole('table').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'High by team' }).waitFor()
    const high = await figure(page, 'Number')
    await page.getByRole('link', { name: 'Edit the report' }).click()
    await page.getByLabel('Name').fill('Normal by team')
    await choose('Priority', 'Normal')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Normal by team' }).waitFor()
    assert.notEqual(await figure(page, 'Number'), high)
  })

  test('a dashboard is put together, kept to oneself, then shared with a role, each reader in their own figures', async () => {
    const { page } = owner
    await page.goto(`${url}${reports}?board=new`)
    await page.getByLabel('Name').fill('How we do')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForURL(/board=\d+/)
    const board = page.url()
    await page.goto(`${url}${reports}?report=volume_team&f.period=last_90_days`)
    await page.getByRole('button', { name: 'Put on a dashboard' }).click()
    await page.getByRole('dialog').getByRole('combobox', { name: 'As', exact: true }).click()
    await page.getByRole('option', { name: 'Figures over all' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Put on a dashboard' }).click()
    await page.waitForURL(board)
    await page.getByText('Tickets by team').first().waitFor()
    const all = await figure(page, 'Tickets')

    assert.equal((await ana.api(`/x/reports/board/${new URL(board).searchParams.get('board')}`)).status, 404)

    await page.goto(`${board}&edit=1`)
    await page.getByRole('combobox', { name: 'For', exact: true }).click()
    await page.getByRole('option', { name: 'Agent', exact: true }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved.').first().waitFor()
    const seen = {}
    for (const [name, one] of Object.entries({ ana, ben })) {
      await one.page.goto(`${url}${reports}?report=all`)
      await one.page.getByRole('link', { name: 'How we do' }).click()
      await one.page.getByText('Tickets by team').first().waitFor()
      seen[name] = await figure(one.page, 'Tickets')
      assert.ok(seen[name] > 0 && seen[name] < all, `${name} counts ${seen[name]} of ${all}`)
    }
  })

  test('a figure that another plugin contributes leads to what it counts', async () => {
    const { page } = owner
    await page.goto(`${url}${reports}?report=calllogs.by_agent&f.period=last_90_days`)
    const link = page.getByRole('table').getByRole('link').first()
    const counted = await link.textContent()
    await link.click()
    await page.getByText(`Calls behind this figure: ${counted}`).waitFor()
    await page.getByRole('link', { name: 'All calls' }).click()
    await page.getByRole('button', { name: 'I am calling' }).waitFor()
  })
})
