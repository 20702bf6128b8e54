// A helpdesk of 100,000 tickets in a server of its own, and people in it.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const pegboard = new URL('../../../bin/pegboard', import.meta.url).pathname

/** The size of the helpdesk, and everybody's password in it. */
export const tickets = Number(process.env.MEASURE_TICKETS ?? 100_000)
const password = 'pegboard-bench'

/**
 * Makes the helpdesk, or takes the one in MEASURE_DATA, and serves it on a free
 * port until stop.
 */
export async function serveTickets() {
  const dir = process.env.MEASURE_DATA ?? mkdtempSync(join(tmpdir(), 'pegboard-measure-'))
  if (!existsSync(join(dir, 'pegboard.db'))) {
    execFileSync(pegboard, ['bench', '--tickets', String(tickets), '--keep', '--load-only', '--data', dir], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const child = spawn(pegboard, ['serve', '--data', dir, '--listen', '127.0.0.1:0', '--log-level', 'error'])
  const url = await new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      const at = said.match(/Pegboard is at (http:\/\/\S+)/)
      if (at) resolve(at[1])
    })
    child.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)))
  })
  // What was just loaded is told to whom it concerns, which takes the server some seconds.
  await new Promise((settled) => setTimeout(settled, 20_000))
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGINT')
    await gone
    if (!process.env.MEASURE_DATA) rmSync(dir, { recursive: true, force: true })
  }
  return { url, stop }
}

/** Signs a browser's context in, without a page. */
export async function signIn(context, url, person) {
  const answer = await context.request.post(`${url}/api/v1/session`, {
    data: { email: `${person}@bench.test`, password },
  })
  if (!answer.ok()) throw new Error(`${person} cannot sign in: ${answer.status()}`)
}
