// The life of a plugin as an owner lives it: install, consent, configure, break,
// recover, upgrade, go back, take the data out, uninstall.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { asFile, packBrittle } from './brittle.mjs'
import { onHelpdesk } from './helpdesk.mjs'

// The page that is broken on purpose answers 503, and 404 once it is off.
onHelpdesk('the life of a plugin', { forgiven: /50[03]|404/ }, (desk) => {
  let url, owner, dir, files

  before(async () => {
    url = desk.url
    dir = mkdtempSync(join(tmpdir(), 'pegboard-brittle-'))
    files = packBrittle(dir, ['1.0.0', '1.1.0'])
    owner = await desk.signIn('owner')
  })
  after(() => rmSync(dir, { recursive: true, force: true }))

  test('is installed and let in, with what it asks for on the table', async () => {
    const { page } = owner
    await page.goto(`${url}/app/plugins`)
    await page.getByLabel('Plugin file').setInputFiles(asFile(files['1.0.0']))
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Knows how to greet.').waitFor()
    await dialog.getByText('not signed', { exact: false }).waitFor()
    await dialog.getByText('What Tests says about it').click()
    await dialog.getByRole('heading', { level: 3, name: 'What it keeps' }).waitFor()
    assert.equal(await dialog.getByRole('img', { name: 'a spy' }).count(), 0, 'a picture from elsewhere')
    await dialog.getByRole('button', { name: 'Install', exact: true }).click()
    await page.getByRole('link', { name: 'Brittle', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: /Brittle/ }).waitFor()
    await page.getByText('Nobody yet: it was never enabled.').waitFor()
    await page.getByRole('button', { name: 'Enable…' }).click()
    await dialog.getByText('It was never on before').waitFor()
    await dialog.getByRole('button', { name: 'Allow and enable' }).click()
    await page.getByText('It runs, and has not failed.').waitFor()
    await page.getByText(/enabled 1\.0\.0/).waitFor()
    await page
      .getByRole('region', { name: /Lines of the log/ })
      .getByText('good morning')
      .waitFor()
  })

  test('is configured; a secret is written and never read', async () => {
    const { page, api } = owner
    await page.getByLabel('Greeting').fill('Good day to you.')
    await page.getByLabel('Token', { exact: true }).fill('hunter2')
    await page.getByRole('button', { name: 'Save settings' }).click()
    await page.getByText(/It is set, and is not shown/).waitFor()
    assert.equal(await page.getByLabel('Token', { exact: true }).inputValue(), '')
    assert.ok(!JSON.stringify((await api('/plugins/brittle/settings')).body).includes('hunter2'))
    await page.goto(`${url}/app/x/brittle/page`)
    await page.getByText('Good day to you.').waitFor()
  })

  test('breaks, is switched off with a notice everywhere, and is switched on again', async () => {
    const { page, api } = owner
    for (let n = 0; n < 3; n++) assert.equal((await api('/ui/brittle/page?do=break')).status, 503)
    await page.waitForFunction(async () => {
      const { plugin_notice } = await (await fetch('/api/v1/me')).json()
      return plugin_notice.stopped.length > 0
    })
    await page.goto(`${url}/app/inbox`)
    const banner = page.getByRole('region', { name: 'Plugins' })
    await banner.getByText(/was switched off after repeated failures/).waitFor()
    await banner.getByRole('link', { name: 'Brittle' }).click()
    await page.getByText(/after three failures within ten minutes/).waitFor()
    await page.getByText('The last 3 failures').click()
    assert.equal(await page.getByText('surface page', { exact: true }).count(), 3)
    await page.getByRole('button', { name: 'Switch on again…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Allow and enable' }).click()
    await banner.waitFor({ state: 'detached' })
    await page.getByText('It runs. Nothing has failed lately.').waitFor()
  })

  test('is upgraded, with what the new version asks for beyond the old one, and taken back', async () => {
    const { page, api } = owner
    await page.getByLabel('Package of the new version').setInputFiles(asFile(files['1.1.0']))
    const dialog = page.getByRole('dialog')
    await dialog.getByText('From 1.0.0 to 1.1.0').waitFor()
    await dialog.getByRole('heading', { name: 'What is new since 1.0.0' }).waitFor()
    await dialog.getByText('ticket', { exact: true }).waitFor()
    assert.equal(await dialog.getByText('The first version.').count(), 0, 'what is here already')
    await dialog.getByText('Greets by the ticket.').first().waitFor()
    await dialog.getByText('brittle.edit').waitFor()
    await dialog.getByRole('button', { name: 'Allow and upgrade' }).click()
    await page.getByText('Brittle is at 1.1.0 now, and runs.').waitFor()
    await page.getByText(/upgraded it to 1\.1\.0/).waitFor()
    assert.deepEqual(
      (await api('/x/brittle/notes')).body.items.map(({ text }) => text),
      ['was 1.0.0'],
    )

    await page.getByRole('button', { name: 'Back to 1.0.0…' }).click()
    await dialog.getByRole('button', { name: 'Go back to 1.0.0' }).click()
    await page.getByText(/went back to 1\.0\.0/).waitFor()
    assert.equal((await api('/x/brittle/notes')).body.items.length, 1, 'its records stay')
  })

  test('goes, with its data in a file and a receipt', async () => {
    const { page, api } = owner
    await page.getByRole('button', { name: 'Uninstall…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Download, then delete').check()
    await dialog.getByRole('button', { name: 'Switch it off' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download its data' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'brittle-1.0.0-data.zip')
    await download.path()
    await dialog.getByRole('button', { name: 'Uninstall and delete data' }).click()
    const receipt = page.getByRole('dialog', { name: 'Brittle is uninstalled' })
    await receipt.getByText('1 record of notes').waitFor()
    await receipt.getByText('1 secret', { exact: true }).waitFor()
    await receipt.getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('heading', { level: 1, name: 'Plugins' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Brittle', exact: true }).count(), 0)
    const [entry] = (await api('/audit?action=plugin.uninstalled')).body.items
    assert.equal(entry.after.data, 'export')
    assert.equal(entry.after.removed.collections[0].records, 1)
  })
})
