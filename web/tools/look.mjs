// Takes a picture of every page of a running demo, as each kind of person, wide
// and narrow, light and dark: node tools/look.mjs URL DIR [part of a name…]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser, openBrowser, signIn, stranger } from '../e2e/helpdesk.mjs'
import { consolePages, eachLook, guestPages, portalPages } from '../e2e/pages.mjs'

const [url, dir, ...only] = process.argv.slice(2)
if (!dir) {
  console.error('usage: node tools/look.mjs URL DIR [part of a name…]')
  process.exit(2)
}
mkdirSync(dir, { recursive: true })

const browser = await openBrowser(findBrowser())
const people = { guest: guestPages, owner: consolePages, ana: consolePages, carl: portalPages }

for (const [person, pagesOf] of Object.entries(people)) {
  const look = { reducedMotion: 'reduce' }
  const { context, page, complaints, api } =
    person === 'guest' ? await stranger(browser, look) : await signIn(browser, url, person, look)
  for (const what of await pagesOf({ api })) {
    const name = `${person}-${what.name}`
    if (only.length > 0 && !only.some((part) => name.includes(part))) continue
    await eachLook(page, url, what, async ({ width, theme, label }) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 0) console.log(`${person}-${label}: ${wide} px wider than the window`)
      await page.screenshot({ path: join(dir, `${name}-${width}-${theme}.png`) })
    })
  }
  for (const complaint of new Set(complaints)) console.log(`${person}: ${complaint}`)
  await context.close()
}
await browser.close()
