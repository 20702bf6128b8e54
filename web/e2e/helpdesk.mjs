// The demo helpdesk as README starts it, and a browser to look at it with.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { chromium } from 'playwright-core'

const root = new URL('../..', import.meta.url).pathname
export const password = 'pegboard-demo'

/** What is tested is what plugins do, not how fast they are on a machine that runs several browsers. */
const patient = { PEGBOARD_PLUGIN_PATIENCE: '5s' }

/** Where the distributions put the browser. */
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser's path. Undefined where there is none, unless PEGBOARD_TEST_REQUIRE says there must be one. */
export function findBrowser() {
  const found = browsers.find((path) => existsSync(path))
  if (!found && process.env.PEGBOARD_TEST_REQUIRE?.includes('chromium')) throw new Error('no browser is installed')
  return found
}

/**
 * Starts a demo on a free port with a data directory of its own, and resolves once it says where it is: a copy of
 * the one that PEGBOARD_TEST_DEMO names, which run.mjs prepares; without it, what `make run` makes from nothing.
 * PEGBOARD_TEST_URL names a demo that runs already. `data` is a directory to use, and to leave there.
 */
export async function startHelpdesk({ data } = {}) {
  if (process.env.PEGBOARD_TEST_URL) return { url: process.env.PEGBOARD_TEST_URL, stop: async () => '' }
  const dir = data ? '' : mkdtempSync(join(tmpdir(), 'pegboard-e2e-'))
  const prepared = data ? '' : process.env.PEGBOARD_TEST_DEMO
  const own = data ?? join(dir, 'demo')
  if (prepared) cpSync(prepared, own, { recursive: true })
  const [command, ...args] = prepared ? ['bin/pegboard', 'serve', '--demo'] : ['make', '--silent', 'run']
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PEGBOARD_DATA: own, PEGBOARD_LISTEN: '127.0.0.1:0', ...patient },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address after ten minutes:\n${said}`)), 600_000)
    const listen = (chunk) => {
      said += chunk
      const at = said.match(/demo is at (http:\/\/\S+)/)
      if (at) {
        clearTimeout(timer)
        resolve(at[1])
      }
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${said}`)))
  })
  /** Ctrl-C: the whole foreground group gets the signal. Resolves to what the helpdesk said. */
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('close', resolve))
    process.kill(-child.pid, 'SIGINT')
    await gone
    if (dir) rmSync(dir, { recursive: true, force: true })
    return said
  }
  return { url, stop }
}

/**
 * A suite over a demo and a browser of its own. What `desk` has is there once the tests run: `url`, `browser`, and
 * signIn and stranger to come in. Once everything is stopped, nobody's browser may have complained of anything but
 * what `forgiven` fits; a test that expects a complaint takes it out of its window's.
 */
export function onHelpdesk(title, { forgiven, ...options }, body) {
  const path = findBrowser()
  describe(title, { skip: path ? false : 'no browser is installed', ...options }, () => {
    const desk = {}
    const complained = []
    const kept = (window) => {
      complained.push(window.complaints)
      return window
    }
    before(async () => {
      Object.assign(desk, await startHelpdesk())
      desk.browser = await openBrowser(path)
      desk.signIn = async (person, options) => kept(await signIn(desk.browser, desk.url, person, options))
      desk.stranger = async (options) => kept(await stranger(desk.browser, options))
    })
    after(async () => {
      await desk.browser?.close()
      desk.said = await desk.stop?.()
      assert.deepEqual(
        complained.flat().filter((line) => !forgiven?.test(line)),
        [],
      )
    })
    body(desk)
  })
}

export function openBrowser(path) {
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** The requests that each page waits for. */
const underWay = new WeakMap()

/**
 * Waits until a page has nothing to do and waits for no answer, twice in a row. The browser does not tell of every
 * request that it has given up, so none is waited for longer than some seconds. A window behind another one draws
 * nothing and so is never idle in the browser's sense; its tasks end all the same.
 */
export async function quiet(page) {
  const requests = underWay.get(page)
  const end = Date.now() + 5000
  for (let calm = 0; calm < 2; calm = requests.size > 0 ? 0 : calm + 1) {
    if (requests.size > 0 && Date.now() > end) requests.clear()
    if (requests.size > 0) await page.waitForTimeout(20)
    await page.evaluate(() => scheduler.postTask(() => {}, { priority: 'background' }))
  }
}

/**
 * A window with nobody signed in. What the browser complains about is collected
 * in `complaints`.
 */
export async function stranger(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const complaints = []
  page.on(
    'console',
    (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`.trim()),
  )
  page.on('pageerror', (error) => complaints.push(String(error)))
  const requests = new Set()
  underWay.set(page, requests)
  page.on('request', (request) => requests.add(request))
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => requests.delete(request))
  return { context, page, complaints }
}

/** The same with one person signed in, through the sign-in page. */
export async function signIn(browser, url, person, options = {}) {
  const { context, page, complaints } = await stranger(browser, options)
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail').fill(`${person}@demo.test`)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
  /** Asks the API as this person. */
  const api = async (path) => {
    const answer = await context.request.get(`${url}/api/v1${path}`)
    return { status: answer.status(), body: await answer.json() }
  }
  /** Changes something by the API as this person, who may; answers what it answers. */
  const send = async (method, path, data) => {
    const answer = await context.request.fetch(`${url}/api/v1${path}`, { method, data, headers: { origin: url } })
    assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return answer.status() === 204 ? null : answer.json()
  }
  return { context, page, complaints, api, send }
}

/** A shop on an origin of its own, whose policy allows the helpdesk's script and frame and nothing else. */
export async function openShop(helpdesk) {
  const policy = `default-src 'none'; script-src ${helpdesk}; frame-src ${helpdesk}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    answer.end(
      `<!doctype html><html lang="en"><title>Shop</title><h1>Lamps</h1><script src="${helpdesk}/widget.js" async></script></html>`,
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Another port is another origin, and the same site: windows of tests keep nothing for frames of other sites.
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }
}
