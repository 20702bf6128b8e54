// Takes a picture of every page of a running demo, as each kind of person, wide
// and narrow, light and dark: node tools/look.mjs URL DIR [name…]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser, openBrowser, signIn } from '../e2e/helpdesk.mjs'
import { consolePages, guestPages, portalPages, visit } from '../e2e/pages.mjs'

const [url, dir, ...only] = process.argv.slice(2)
if (!dir) {
  console.error('usage: node tools/look.mjs URL DIR [name…]')
  process.exit(2)
}
mkdirSync(dir, { recursive: true })

const browser = await openBrowser(findBrowser())
const people = { guest: async () => guestPages, owner: consolePages, ana: consolePages, carl: portalPages }

for (const [person, pagesOf] of Object.entries(people)) {
  const { context, page, complaints, api } =
    person === 'guest' ? await stranger() : await signIn(browser, url, person, { reducedMotion: 'reduce' })
  for (const what of await pagesOf({ api })) {
    const name = `${person}-${what.name}`
    if (only.length > 0 && !only.some((part) => name.includes(part))) continue
    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        await visit(page, url, what)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (wide > 0) console.log(`${name} at ${width}: ${wide} px wider than the window`)
        await page.screenshot({ path: join(dir, `${name}-${width}-${colorScheme}.png`) })
      }
    }
  }
  for (const complaint of new Set(complaints)) console.log(`${person}: ${complaint}`)
  await context.close()
}
await browser.close()

async function stranger() {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })
  return { context, page: await context.newPage(), complaints: [] }
}
