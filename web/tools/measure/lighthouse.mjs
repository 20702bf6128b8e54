// Lighthouse's four marks of a page, from 0 to 100.
import { createServer } from 'node:net'
import lighthouse from 'lighthouse'
import desktop from 'lighthouse/core/config/desktop-config.js'

/** A port that nobody listens on, for the browser's own protocol. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/**
 * The marks of a page as a desktop or a slow phone sees it, and what costs marks.
 * `cookie` signs somebody in.
 */
export async function marks(port, url, { phone = false, cookie } = {}) {
  const flags = { port, output: 'json', logLevel: 'error', extraHeaders: cookie && { Cookie: cookie } }
  const { lhr } = await lighthouse(url, flags, phone ? undefined : desktop)
  const lost = []
  for (const { auditRefs } of Object.values(lhr.categories)) {
    for (const { id, weight } of auditRefs) {
      const { score, title } = lhr.audits[id]
      if (weight > 0 && score !== null && score < 0.9) lost.push(title)
    }
  }
  const mark = (category) => Math.round(100 * (lhr.categories[category]?.score ?? 0))
  return {
    performance: mark('performance'),
    accessibility: mark('accessibility'),
    practices: mark('best-practices'),
    seo: mark('seo'),
    lost: [...new Set(lost)],
  }
}
