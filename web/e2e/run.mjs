// Runs the browser tests over copies of one demo, two files at a time:
//
//   node e2e/run.mjs [part of a file's name…]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { findBrowser, startHelpdesk } from './helpdesk.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const only = process.argv.slice(2)
/** What takes longest begins first. */
const long = ['axe', 'surveys', 'language', 'slice']
const place = (file) => {
  const at = long.indexOf(file.split('.')[0])
  return at < 0 ? long.length : at
}

const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (only.length === 0 || only.some((part) => name.includes(part))))
  .toSorted((a, b) => place(a) - place(b))
  .map((name) => join(here, name))

const dir = mkdtempSync(join(tmpdir(), 'pegboard-e2e-'))
if (findBrowser() && !process.env.PEGBOARD_TEST_URL) {
  const data = join(dir, 'demo')
  const demo = await startHelpdesk({ data })
  await demo.stop()
  process.env.PEGBOARD_TEST_DEMO = data
}
run({ files, concurrency: 2 })
  .on('test:fail', () => {
    process.exitCode = 1
  })
  .once('end', () => rmSync(dir, { recursive: true, force: true }))
  .compose(new spec())
  .pipe(process.stdout)
