// Leaves in dist what the binary carries: index.html as it is (the server puts
// a nonce into it) and every other file as its gzip form only.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const plain = new Set(['index.html', 'widget.html', '.gitkeep'])

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) compress(path)
    else if (!(folder === dist && plain.has(name))) {
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
      rmSync(path)
    }
  }
}

compress(dist)
writeFileSync(join(dist, '.gitkeep'), '')
