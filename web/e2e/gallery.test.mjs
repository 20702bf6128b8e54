// The gallery of the SDK: every block there is, and a surface at every place where
// a plugin can appear, looked at once as an agent meets it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { onHelpdesk, password, quiet } from './helpdesk.mjs'

const root = new URL('../..', import.meta.url).pathname
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Without the listings, each of whose lines is a part of the page. */
const what = { include: ['main'], exclude: ['pre'] }
const rules = {
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] },
}

onHelpdesk('the gallery', {}, (desk) => {
  let url, owner, page, ticket, dir

  before(async () => {
    url = desk.url
    dir = mkdtempSync(join(tmpdir(), 'pegboard-gallery-'))
    const file = join(dir, 'gallery.peg')
    const pegboard = (...args) =>
      execFileSync(join(root, 'bin/pegboard'), ['plugin', ...args], {
        cwd: join(root, 'sdk/examples/gallery'),
        env: { ...process.env, PEGBOARD_PASSWORD: password },
      })
    pegboard('pack', '-o', file)
    pegboard('install', file, '--yes', '--as', 'owner@demo.test', '--server', url)
    owner = await desk.signIn('owner', { reducedMotion: 'reduce' })
    page = owner.page
    const { items } = (await owner.api('/tickets?view=all&limit=50')).body
    ticket = items.find(({ abilities }) => abilities.reply)
  })
  after(() => rmSync(dir, { recursive: true, force: true }))

  test('shows each kind of block, wide and narrow, to everybody', async () => {
    await page.goto(`${url}/app/x/gallery/blocks`)
    await page.getByText('func stack() ui.Block').waitFor()
    await page.evaluate(axe)
    const tabs = await page.getByRole('tablist').first().getByRole('tab').allTextContents()
    assert.equal(tabs.length, 12)
    const found = []
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      for (const name of tabs) {
        await page.getByRole('tab', { name, exact: true }).first().click()
        await quiet(page)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (wide > 0) found.push(`${name} at ${width}: ${wide} px wider than the window`)
        if (width === 390) continue
        const { violations } = await page.evaluate(([on, options]) => globalThis.axe.run(on, options), [what, rules])
        for (const { id, nodes } of violations) found.push(`${name}: ${id} at ${nodes[0].html.slice(0, 160)}`)
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    assert.deepEqual(found, [])
  })

  test('has a tab of a ticket, an entry of its menu and a panel that writes the answer', async () => {
    await page.goto(`${url}/app/tickets/${ticket.id}`)
    await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Gallery' }).click()
    await page.getByText('This is drawn at ticket.tab.').waitFor()
    await page.getByText('The ticket was made', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Conversation/ }).click()
    await page.getByText('This is drawn at ticket.tab.').waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Gallery…' }).click()
    await page.getByText('This is drawn at ticket.action.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await page.getByText('This is drawn at ticket.action.').waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Write the answer' }).click()
    const box = page.getByRole('textbox', { name: 'Reply' })
    await page.waitForFunction((el) => el.value.includes('Lisbon'), await box.elementHandle())
    await box.fill('')
  })

  test('is found in the palette', async () => {
    await page.goto(`${url}/app/inbox`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await quiet(page)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('page from the palette')
    await page.getByRole('option', { name: 'Gallery: a page from the palette' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('This is drawn at console.command.').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Gallery: a page from the palette' }).waitFor()
  })

  test('stands beside a person and an organization', async () => {
    const [person] = (await owner.api('/users?kind=user&limit=1')).body.items
    await page.goto(`${url}/app/people/${person.id}`)
    await page.getByText('This is drawn at contact.sidebar.').waitFor()
    const [organization] = (await owner.api('/organizations?limit=1')).body.items
    await page.goto(`${url}/app/organizations/${organization.id}`)
    await page.getByText('This is drawn at org.sidebar.').waitFor()
  })

  test('is drawn by the server in the portal', async () => {
    await page.goto(`${url}/p/gallery/portal?group.tab=chart`)
    await page.getByRole('heading', { name: 'Chart: funnel' }).waitFor()
    assert.equal(await page.locator('figure').count(), 8)
    // Two columns are as high as what is in them.
    const empty = await page.locator('.pb-split').evaluateAll(
      (all) =>
        all.filter((split) => {
          const ends = [...split.children].map((column) => column.lastElementChild.getBoundingClientRect().bottom)
          return split.getBoundingClientRect().bottom - Math.max(...ends) > 24
        }).length,
    )
    assert.equal(empty, 0, 'room below what two columns hold')
  })
})
