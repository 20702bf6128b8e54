import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The chat widget: a page of its own that other sites show in a frame. It is built
// apart from the console, after it and into the same folder.
export default defineConfig({
  root: here('./widget'),
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('./dist'),
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { widget: here('./widget/widget.html'), loader: here('./widget/src/loader.ts') },
      output: {
        // The script that sites name has the same name in every version.
        entryFileNames: (chunk) => (chunk.name === 'loader' ? 'widget.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
