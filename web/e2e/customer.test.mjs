// A customer, without JavaScript: asks, reads and answers, closes and opens again, follows a colleague's request,
// and changes their own details.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'

onHelpdesk('a customer without JavaScript', {}, (desk) => {
  let url, page, carl
  const subject = 'The grinder of order 4711 is loud'

  before(async () => {
    url = desk.url
    carl = await desk.signIn('carl', { javaScriptEnabled: false })
    page = carl.page
  })

  test('asks from the first page, and finds the request in the list', async () => {
    await page.goto(`${url}/`)
    await page.getByRole('heading', { name: 'Hello, Carl Novak' }).waitFor()
    await page
      .getByRole('main')
      .getByRole('link', { name: /^Send a request/ })
      .click()
    await page.locator('#subject').fill(subject)
    await page.locator('#body').fill('It rattles since this morning.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: subject }).waitFor()
    await page.getByText('It rattles since this morning.').waitFor()
    await page.goto(`${url}/tickets`)
    await page.getByRole('searchbox', { name: 'Search your tickets' }).fill('grinder')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: subject }).click()
  })

  test('replies, closes it and opens it again', async () => {
    await page.getByLabel('Your reply').fill('It is the left one.')
    await page.getByRole('button', { name: 'Send reply' }).click()
    await page.getByText('It is the left one.').waitFor()
    await page.getByRole('button', { name: 'Close the request' }).click()
    await page.getByText('The request is closed.').first().waitFor()
    await page.getByRole('button', { name: 'Open it again' }).click()
    await page.getByText('The request is open again.').waitFor()
    const id = page.url().match(/tickets\/(\d+)/)[1]
    assert.equal((await carl.api(`/tickets/${id}`)).body.status, 'open')
  })

  test('reads what a colleague of the organization asked, which shares', async () => {
    await page.goto(`${url}/tickets?of=organization&show=all`)
    await page.getByRole('heading', { name: 'Tickets of Novak Catering' }).waitFor()
    const row = page.getByRole('listitem').filter({ hasText: 'asked by Dora Novak' }).first()
    const theirs = await row.getByRole('link').textContent()
    await row.getByRole('link').click()
    await page.getByRole('heading', { name: theirs }).waitFor()
    await page.getByText('Dora Novak').first().waitFor()
  })

  test('changes the name and the language in the profile', async () => {
    await page.goto(`${url}/profile`)
    await page.getByLabel('Name').fill('Carl J. Novak')
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: 'Ihr Konto' }).waitFor()
    assert.equal((await carl.api('/me')).body.user.name, 'Carl J. Novak')
  })
})
