// Takes the picture that README.md shows, of the inbox and a ticket of the demo:
// node tools/portrait.mjs. PEGBOARD_URL says where a demo is running, or one is
// started.
import { fileURLToPath } from 'node:url'
import { findBrowser, openBrowser, signIn, startHelpdesk } from '../e2e/helpdesk.mjs'
import { visit } from '../e2e/pages.mjs'

const file = fileURLToPath(new URL('../screenshot.png', import.meta.url))
const demo = process.env.PEGBOARD_URL ? { url: process.env.PEGBOARD_URL, stop: () => {} } : await startHelpdesk()
const browser = await openBrowser(findBrowser())
const size = { width: 1280, height: 860 }
const { page, api } = await signIn(browser, demo.url, 'ana', { viewport: size, colorScheme: 'light' })

const calls = (await api('/x/calllogs/calls?limit=100')).body.items
const { items } = (await api('/tickets?view=all&limit=100')).body
const withCalls = items.filter((row) => calls.some((call) => (call.ticket?.id ?? call.ticket) === row.id))
const { id } = withCalls.toSorted(
  (a, b) => b.message_count + b.contributor_count - a.message_count - a.contributor_count,
)[0]

const shots = []
for (const path of ['/app/inbox', `/app/tickets/${id}`]) {
  await visit(page, demo.url, { path })
  await page.getByRole('complementary', { name: 'Ticket details' }).evaluateAll(([aside]) => aside?.scrollTo(0, 190))
  shots.push(`data:image/png;base64,${(await page.screenshot()).toString('base64')}`)
}

// Both on one sheet, the ticket in front.
const sheet = await browser.newPage({ viewport: { width: 1280, height: 830 } })
await sheet.setContent(`<style>
body { margin: 0; background: #e9efe9 }
img { position: absolute; width: 900px; border-radius: 10px; box-shadow: 0 1px 0 #0002, 0 10px 28px #0003 }
</style><img src="${shots[0]}" style="left: 36px; top: 32px"><img src="${shots[1]}" style="left: 344px; top: 190px">`)
await sheet.locator('img').last().waitFor()
await sheet.screenshot({ path: file })
await browser.close()
await demo.stop()
console.log(file)
