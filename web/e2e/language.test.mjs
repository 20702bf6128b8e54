// The helpdesk in German, page by page, and in a direction that none of its
// languages has yet.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { onHelpdesk } from './helpdesk.mjs'
import { consolePages, guestPages, portalPages, visit } from './pages.mjs'
import { leftovers } from './words.mjs'

// Pages about what is missing or refused are visited, too, and the server's language is asked by a refusal.
onHelpdesk('the helpdesk in other languages', { forgiven: /status of 4\d\d/ }, (desk) => {
  let url

  before(() => {
    url = desk.url
  })

  test('the owner chooses Deutsch in the profile, and every page of the console is German', async (t) => {
    const { page, context, api } = await desk.signIn('owner')
    await page.goto(`${url}/app/profile`)
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: 'Profil', exact: true }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'de')
    assert.equal(await page.locator('html').getAttribute('dir'), 'ltr')
    for (const what of (await consolePages({ api })).filter(({ open }) => !open)) {
      await t.test(what.name, async () => {
        await visit(page, url, what)
        assert.deepEqual(await leftovers(page), [])
      })
    }
    await t.test('and so is what the server refuses', async () => {
      const answer = await page.evaluate(async () => {
        const headers = { 'content-type': 'application/json', 'accept-language': document.documentElement.lang }
        const body = JSON.stringify({ current: 'no', password: 'short' })
        return (await fetch('/api/v1/me/password', { method: 'PUT', headers, body })).json()
      })
      assert.match(answer.detail, /^(body\.password: )?(Das Passwort braucht|Geben Sie mindestens|Das ist nicht Ihr)/)
    })
    await page.goto(`${url}/app/profile`)
    await page.getByLabel('Sprache').selectOption('')
    await page.getByRole('button', { name: 'Speichern', exact: true }).click()
    await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
    await context.close()
  })

  test('a customer whose browser asks for German reads German pages', async (t) => {
    const german = { locale: 'de-DE' }
    const { page, context } = await desk.stranger(german)
    for (const what of (await guestPages({ browser: desk.browser, url })).filter(({ open }) => !open)) {
      await t.test(what.name, async () => {
        await visit(page, url, what)
        assert.equal(await page.locator('html').getAttribute('lang'), 'de-DE')
        assert.deepEqual(await leftovers(page), [])
      })
    }
    await page.goto(`${url}/sign-in`)
    await page.getByLabel('E-Mail-Adresse').fill('carl@demo.test')
    await page.getByLabel('Passwort').fill('not the one')
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await page.getByRole('alert').waitFor()
    assert.deepEqual(await leftovers(page), [])
    await page.getByLabel('Passwort').fill('pegboard-demo')
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await page.waitForURL(`${url}/tickets`)
    const api = async (at) => ({ body: await (await context.request.get(`${url}/api/v1${at}`)).json() })
    for (const what of (await portalPages({ api })).filter(({ open }) => !open)) {
      await t.test(what.name, async () => {
        await visit(page, url, what)
        assert.deepEqual(await leftovers(page), [])
      })
    }
    await context.close()
  })

  test('from right to left nothing breaks', async (t) => {
    for (const [person, pagesOf, names] of [
      ['ana', consolePages, ['inbox', 'ticket']],
      ['carl', portalPages, ['ticket']],
    ]) {
      const { page, context, api } = await desk.signIn(person)
      await page.addInitScript(() => {
        const turn = () => document.documentElement?.setAttribute('dir', 'rtl')
        new MutationObserver(turn).observe(document, { childList: true })
      })
      await page.reload()
      for (const what of (await pagesOf({ api })).filter(({ name }) => names.includes(name))) {
        for (const width of [1280, 390]) {
          await t.test(`${person}'s ${what.name} at ${width} px`, async () => {
            await page.setViewportSize({ width, height: 900 })
            await visit(page, url, what)
            const seen = await page.evaluate(() => {
              const box = (selector) => document.querySelector(selector)?.getBoundingClientRect()
              const main = getComputedStyle(document.querySelector('main')) // a subject goes its own way
              const side = box('aside[aria-label]')
              return {
                there: document.querySelector('#root aside, .talk') !== null,
                wider: document.documentElement.scrollWidth - innerWidth,
                direction: main.direction,
                side: side?.width ? Math.round(innerWidth - side.right) : 0,
              }
            })
            assert.deepEqual(seen, { there: true, wider: 0, direction: 'rtl', side: 0 })
          })
        }
      }
      await context.close()
    }
  })
})
