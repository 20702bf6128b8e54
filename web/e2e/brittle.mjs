// A plugin that breaks when it is asked to, in the versions that the tests need:
// made and packed as a stranger would.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const pegboard = new URL('../../bin/pegboard', import.meta.url).pathname

const code = `package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var notes = sdk.Collection[struct{ Text string }]{Name: "notes"}

func init() {
	sdk.Render("page", func(r *sdk.RenderRequest) (any, error) {
		if r.Params.Get("do") == "break" {
			panic("as asked")
		}
		var s struct{ Greeting string }
		if err := sdk.Settings(&s); err != nil {
			return nil, err
		}
		return ui.Doc(ui.Text(s.Greeting)).Title("Brittle"), nil
	})
	sdk.OnEnable(func() error { sdk.Log.Info("good morning"); return nil })
	sdk.OnUpgrade(func(from string) error {
		_, err := notes.Insert(map[string]string{"text": "was " + from})
		return err
	})
}

func main() {}
`

const manifest = (version) => ({
  id: 'brittle',
  name: 'Brittle',
  version,
  publisher: 'Tests',
  license: 'MIT',
  description: 'Greets, and breaks when it is asked to.',
  icon: 'hammer',
  abi: 1,
  pegboard: '>=0.1',
  features: [
    {
      id: 'brittle',
      title: 'Brittle',
      for: 'employee',
      keys: [
        { key: 'brittle.view', title: 'See the greeting' },
        ...(version === '1.0.0' ? [] : [{ key: 'brittle.edit', title: 'Change the greeting' }]),
      ],
      levels: { read: ['brittle.view'], modify: ['brittle.view'] },
      defaults: { employee: 'full' },
    },
  ],
  capabilities: [
    { name: 'records', reason: 'Keeps which version it was.' },
    { name: 'settings', reason: 'Knows how to greet.' },
    ...(version === '1.0.0' ? [] : [{ name: 'tickets.read', reason: 'Greets by the ticket.' }]),
  ],
  collections: [
    {
      name: 'notes',
      title: 'Notes',
      keys: { read: 'brittle.view', create: 'brittle.view', update: 'brittle.view', delete: 'brittle.view' },
      fields: [{ name: 'text', type: 'string', title: 'Text', required: true }],
    },
  ],
  settings: [
    { name: 'greeting', type: 'string', title: 'Greeting', default: 'Hello.' },
    { name: 'token', type: 'string', title: 'Token', help: 'From your account there.', secret: true },
  ],
  surfaces: [{ ext: 'console.page', id: 'page', title: 'Brittle', icon: 'hammer', perm: 'brittle.view', ui: '1' }],
})

const readme = `# Brittle

It greets. See <b>its</b> [page](https://brittle.example), ![a spy](https://spy.example/dot.png).

## What it keeps

| what | how long |
|---|---|
| notes | until you delete them |
`

const changelog = '# Changes\n\n## 1.1.0\n\nGreets by the **ticket**.\n\n## 1.0.0\n\nThe first version.\n'

/** Packs the versions into a folder; answers their files by version. */
export function packBrittle(dir, versions) {
  const project = join(dir, 'brittle')
  execFileSync(pegboard, ['plugin', 'new', 'brittle'], { cwd: dir })
  rmSync(join(project, 'main_test.go'))
  writeFileSync(join(project, 'main.go'), code)
  writeFileSync(join(project, 'README.md'), readme)
  writeFileSync(join(project, 'CHANGELOG.md'), changelog)
  const files = {}
  for (const version of versions) {
    writeFileSync(join(project, 'plugin.json'), JSON.stringify(manifest(version)))
    files[version] = join(dir, `brittle-${version}.peg`)
    execFileSync(pegboard, ['plugin', 'pack', '-o', files[version]], {
      cwd: project,
      env: { ...process.env, GOFLAGS: '', GOPROXY: 'off' },
    })
  }
  return files
}

/** A file of the tests' own, as the browser is given it. */
export const asFile = (path) => ({
  name: 'brittle.peg',
  mimeType: 'application/octet-stream',
  buffer: readFileSync(path),
})
