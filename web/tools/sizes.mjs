// Checks what a browser loads against the budgets: gzip bytes of scripts and
// styles, static imports followed, per first load and per route.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const KB = 1024

/** Limits in KB; `first` is a cold first load of the route, `more` what the route adds to the shell. */
const budgets = {
  shell: 200,
  first: { inbox: 250, ticket: 275, other: 265 },
  more: 75,
  editor: 160,
  language: 30,
  all: 700,
  widget: 25,
}

const manifest = JSON.parse(gunzipSync(readFileSync(join(dist, 'manifest.json.gz'))))
const size = (file) => statSync(join(dist, `${file}.gz`)).size

/** The files of a chunk and of everything that it imports at once. */
function files(key, seen = new Set(), out = new Set()) {
  if (seen.has(key)) return out
  seen.add(key)
  const chunk = manifest[key]
  out.add(chunk.file)
  for (const css of chunk.css ?? []) out.add(css)
  for (const inner of chunk.imports ?? []) files(inner, seen, out)
  return out
}

const sum = (set) => [...set].reduce((total, file) => total + size(file), 0) / KB
const shell = files('index.html')
const rows = []
const check = (name, value, limit) => rows.push({ name, value, limit, ok: value <= limit })

check('shell', sum(shell), budgets.shell)
for (const key of Object.keys(manifest)) {
  const route = /routes\/([\w-]+)\.tsx$/.exec(key)?.[1]
  if (!route) continue
  const all = new Set([...shell, ...files(key)])
  check(`first load of ${route}`, sum(all), budgets.first[route] ?? budgets.first.other)
  check(`${route} beyond the shell`, sum(all) - sum(shell), budgets.more)
}
for (const key of Object.keys(manifest)) {
  const language = /i18n\/([\w-]+)\/load\.ts$/.exec(key)?.[1]
  if (language) check(`texts in ${language}`, sum(files(key)), budgets.language)
}
const assets = new Set(Object.values(manifest).flatMap((chunk) => [chunk.file, ...(chunk.css ?? [])]))
check('all assets', sum(assets), budgets.all)

// The chat widget stands on other people's pages: its script, and what its frame loads.
const widget = readdirSync(join(dist, 'assets')).filter((name) => name.startsWith('widget-'))
const widgetFiles = ['widget.js', ...widget.map((name) => `assets/${name.replace(/\.gz$/, '')}`)]
check('chat widget', sum(new Set(widgetFiles)), budgets.widget)

for (const { name, value, limit, ok } of rows) {
  console.log(`${ok ? ' ' : '!'} ${name.padEnd(34)} ${value.toFixed(1).padStart(7)} KB of ${limit}`)
}
console.log(`  ${shell.size} files in the shell`)
if (rows.some(({ ok }) => !ok)) {
  console.error('Over budget.')
  process.exit(1)
}
