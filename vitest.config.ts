import { resolve } from 'node:path'
import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const at = (path: string): string => resolve(import.meta.dirname, path)
// Importing the real package outside Electron would download its binary.
const withoutElectron = { resolve: { alias: { electron: at('test/support/electron-stub.ts') } }, server: { deps: { inline: ['electron-store'] } } }

const inWindow = {
  resolve: withoutElectron.resolve,
  plugins: [vue(), vueI18n({ include: [at('renderer/locales/**')], runtimeOnly: true, compositionOnly: true, fullInstall: false, strictMessage: true, escapeHtml: false })]
}
/** These put something else in the place of a module (`vi.mock`), which no other file may see: each has a worker of its own. */
const replacing = ['orders/shipping', 'orders/scanning', 'prints/print-preview', 'prints/preview-says', 'prints/runs-screen', 'prints/warm-preview', 'papers/papers', 'papers/template-editor'].map((file) => `test/unit/renderer/${file}.test.ts`)

export default defineConfig({
  test: {
    projects: [
      // These share nothing that lasts, so the files of a worker need no fresh one each.
      { resolve: withoutElectron.resolve, test: { name: 'unit', isolate: false, include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, exclude: ['test/unit/renderer/**'], server: withoutElectron.server } },
      { ...inWindow, test: { name: 'window', isolate: false, include: ['test/unit/renderer/**/*.test.ts'], exclude: replacing, environment: 'happy-dom', testTimeout: 30_000 } },
      { ...inWindow, test: { name: 'window-replacing', include: replacing, environment: 'happy-dom', testTimeout: 30_000 } },
      { resolve: withoutElectron.resolve, test: { name: 'integration', isolate: false, include: ['test/integration/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, server: withoutElectron.server, expect: { poll: { timeout: 30_000, interval: 50 } } } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts', 'test/kills/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000, interval: 50 } } } }
    ]
  }
})
