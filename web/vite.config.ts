import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The server to talk to while developing; `pegboard serve --demo` listens there.
const server = process.env.PEGBOARD_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: here('./console'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: {
      '@': here('./console/src'),
      '@blocks': here('./blocks/src'),
      '@gen': here('./gen'),
      '@i18n': here('./i18n'),
    },
  },
  // The server puts each response's nonce in place of this mark.
  html: { cspNonce: '__CSP_NONCE__' },
  server: { proxy: Object.fromEntries(['/api', '/sign-in', '/sign-out', '/tickets'].map((path) => [path, server])) },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2023',
    // Browsers that know light-dark(): lowering it would tie it to a colour-scheme rule that is not ours.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // A language is a script of its own, put before the page's by the server.
      input: [here('./console/index.html'), here('./i18n/de/load.ts')],
      output: {
        // Few files instead of one for every small module that two routes share.
        codeSplitting: {
          groups: [
            { name: 'icons', test: /@tabler[\\/]icons-react/, minShareCount: 2 },
            { name: 'parts', test: /console[\\/]src[\\/](ui|lib)[\\/]/, minShareCount: 11 },
            { name: 'controls', test: /@mantine[\\/]core/, minShareCount: 20 },
          ],
        },
      },
    },
  },
})
