import { resolve } from 'node:path'
import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { pdfkitAlone } from './scripts/pdfkit-alone.mjs'

const at = (path: string): string => resolve(import.meta.dirname, path)

const devPort = 41_920

// Entries are named one by one: electron-vite would look for them in `src/`. Targets too: it does not know Electron 45's.
export default defineConfig({
  main: { resolve: { alias: pdfkitAlone.alias }, build: { target: 'node24', sourcemap: true, externalizeDeps: { exclude: pdfkitAlone.packages }, rolldownOptions: { input: { main: at('electron/main.ts') } } } },
  preload: {
    // A sandboxed preload is one CommonJS file that requires nothing but electron.
    build: { target: 'node24', externalizeDeps: false, rolldownOptions: { input: { preload: at('electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } }
  },
  renderer: {
    root: at('renderer'),
    base: '/',
    // While developing the page stays at app://bundle/, so hot reload must be told where its server is.
    server: { port: devPort, strictPort: true, hmr: { protocol: 'ws', host: 'localhost', clientPort: devPort } },
    build: { target: 'chrome152', minify: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, rolldownOptions: { input: { index: at('renderer/index.html') } } },
    // Messages are compiled here: compiling them in the window needs `new Function`, which the content policy forbids.
    plugins: [vue(), vueI18n({ include: [at('renderer/locales/**')], runtimeOnly: true, compositionOnly: true, fullInstall: false, strictMessage: true, escapeHtml: false })]
  }
})
