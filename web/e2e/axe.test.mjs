// Every page in every look against the accessibility rules, with a console that
// stays silent: neither errors nor violations of the content security policy.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { alike } from './alike.mjs'
import { onHelpdesk } from './helpdesk.mjs'
import { consolePages, eachLook, guestPages, portalPages } from './pages.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Ana sees less of what the owner has been through already; here is what is different for her. */
const anasOwn = new Set(['inbox', 'ticket-panel', 'calllogs-page', 'person', 'roles-refused'])

onHelpdesk('every page, wide and narrow, light and dark', { concurrency: 2 }, (desk) => {
  const tickets = ({ name }) => /^(inbox|ticket|shortcuts)/.test(name)
  for (const [person, share, pagesOf, wanted] of [
    ['owner', 'tickets', consolePages, tickets],
    ['owner', 'the rest', consolePages, (page) => !tickets(page)],
    ['ana', 'what is different for her', consolePages, ({ name }) => anasOwn.has(name)],
    ['carl', 'everything', portalPages, () => true],
    ['guest', 'everything', guestPages, () => true],
  ]) {
    test(`as ${person}: ${share}`, async (t) => {
      const look = { reducedMotion: 'reduce' }
      const { context, page, complaints, api } =
        person === 'guest' ? await desk.stranger(look) : await desk.signIn(person, look)
      for (const what of (await pagesOf({ api, browser: desk.browser, url: desk.url })).filter(wanted)) {
        await t.test(what.name, async () => {
          const found = []
          await eachLook(page, desk.url, what, async ({ label, width, theme }) => {
            for (const line of await violations(page, `${width} ${theme}`, theme)) found.push(`${label}: ${line}`)
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
            if (wide > 0) found.push(`${label}: ${wide} px wider than the window`)
          })
          assert.deepEqual(found, [])
          assert.deepEqual(complaints.splice(0).filter(unexpected(what.answers)), [])
        })
      }
      await context.close()
    })
  }
})

/**
 * What axe holds against the page, a line for each rule. A theme changes nothing
 * but colours; what has been looked at in the same look is passed over.
 */
async function violations(page, look, theme) {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(`${axe}; globalThis.alike = ${alike}`)
  const runOnly = theme === 'dark' ? ['color-contrast'] : { type: 'tag', values: tags }
  const result = await page.evaluate(
    ([name, options]) => globalThis.axe.run({ include: document, exclude: globalThis.alike(name) }, options),
    [look, { runOnly, resultTypes: ['violations'] }],
  )
  return result.violations.map(({ id, nodes }) => {
    const [{ html, failureSummary }] = nodes
    return `${id} at ${nodes.length}: ${html.slice(0, 160)} – ${failureSummary.split('\n')[1]?.trim()}`
  })
}

/** A browser also logs the refusals that a page is about; every other complaint counts. */
const unexpected =
  (answers = []) =>
  (complaint) =>
    !answers.some((status) =>
      complaint.startsWith(`Failed to load resource: the server responded with a status of ${status} `),
    )
