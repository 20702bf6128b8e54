import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@': here('./console/src'),
      '@blocks': here('./blocks/src'),
      '@gen': here('./gen'),
      '@i18n': here('./i18n'),
    },
  },
  test: {
    environment: 'happy-dom',
    include: [
      'console/**/*.test.{ts,tsx}',
      'blocks/**/*.test.{ts,tsx}',
      'i18n/**/*.test.{ts,tsx}',
      'widget/**/*.test.ts',
    ],
    setupFiles: ['./tools/test-setup.ts'],
    css: false,
    // The first test of a file also pays for loading the component library.
    testTimeout: 20_000,
  },
})
