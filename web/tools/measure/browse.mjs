// What a browser notices of a page: how soon its largest part is painted, what it
// loaded, how far it moved, and how smoothly it scrolls.

const paints = () => {
  window.noticed = { lcp: 0, cls: 0, blocked: 0 }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.noticed.lcp = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.noticed.cls += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.noticed.blocked += Math.max(0, entry.duration - 50)
  }).observe({ type: 'longtask', buffered: true })
}

/** A slow phone's processor and network. */
export const slow = { cpu: 4, latency: 150, down: 1.6e6 / 8, up: 0.75e6 / 8 }

/**
 * Loads a page and answers what was noticed: times in ms, `bytes` on the wire.
 * `seen` is a part of the page that must be there before anything counts.
 */
export async function load(context, url, seen, { throttle } = {}) {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  let bytes = 0
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  if (throttle) {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle.cpu })
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: throttle.latency,
      downloadThroughput: throttle.down,
      uploadThroughput: throttle.up,
    })
  }
  await page.addInitScript(paints)
  // A window that was just opened loads what the browser itself shows in it.
  await page.waitForTimeout(2000)
  await page.goto(url)
  await page.locator(seen).first().waitFor({ timeout: 30_000 })
  await page.waitForTimeout(throttle ? 1500 : 400)
  const noticed = await page.evaluate(() => window.noticed)
  return { page, ...noticed, bytes }
}

/** How long from pressing a ticket in the list until its conversation is painted, in ms. */
export function openFirst(page) {
  return page.evaluate(async () => {
    const link = document.querySelector('main [data-row="0"]')
    const began = performance.now()
    link.click()
    while (!document.querySelector('main article')) await new Promise(requestAnimationFrame)
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
    return performance.now() - began
  })
}

/** Scrolls the list through so many rows and answers how long each frame took, in ms, sorted. */
export function scrollRows(page, rows) {
  return page.evaluate(async (rows) => {
    const list = document.querySelector('main ul[aria-label]')
    const scroller = list.parentElement
    const height = list.querySelector('li').getBoundingClientRect().height
    const frames = []
    let before = performance.now()
    for (let at = 0; at < rows * height; at += 2.5 * height) {
      scroller.scrollTop = at
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      frames.push(now - before)
      before = now
      if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - height)
        await new Promise((wait) => setTimeout(wait, 5))
    }
    return { reached: Math.round(scroller.scrollTop / height), frames: frames.slice(2).sort((a, b) => a - b) }
  }, rows)
}
