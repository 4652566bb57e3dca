// Runs an Electron app without Electron: `electron-host <app folder> [switches]`, as `electron` would.
import { readFileSync, statSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) => (/^electron(\/(main|common|renderer))?$/.test(name) ? { url: standIn, format: 'module-typescript', shortCircuit: true } : next(name, context))
})
const { app } = await import('./app.ts')
const { host, HostError } = await import('./host.ts')
const { startChromium } = await import('./start-chromium.ts')

function electronVersion(folder: string): string {
  try {
    return (createRequire(join(folder, 'package.json'))('electron/package.json') as { version: string }).version // npm's own format
  } catch {
    return '0.0.0' // only reported
  }
}

/** Playwright's `_electron.launch` finds the inspector by its line on stderr, and says when to go on. */
function inspectorGate(): Promise<void> {
  const port = host.switches.get('inspect')
  if (port === undefined) return Promise.resolve()
  inspector.open(Number(port || 9229), '127.0.0.1')
  if (host.switches.get('remote-debugging-port') !== '0') return Promise.resolve()
  return new Promise((go) => { Object.assign(globalThis, { __playwright_run: go }) })
}

/** A person who asks twice means it. */
function quitOnSignals(): void {
  let first = Infinity
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // At once, it is the same wish twice: the terminal's, and that of npm, which passes it on.
      if (performance.now() - first > 1000) app.exit(130)
      else app.quit()
      first = Math.min(first, performance.now())
    })
  }
}

async function run(args: readonly string[]): Promise<void> {
  host.entry = process.argv[1] ?? ''
  host.args = args
  for (const arg of args) {
    const [, name, value] = /^--([^=]+)=?(.*)$/s.exec(arg) ?? []
    if (name !== undefined) host.switches.set(name, value ?? '')
  }
  process.argv = [process.execPath, ...args]
  Object.assign(process, { type: 'browser', defaultApp: true })

  const target = resolve(args.find((arg) => !arg.startsWith('--')) ?? '.')
  const isFolder = statSync(target).isDirectory()
  const folder = isFolder ? target : dirname(target)
  const about = isFolder ? (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; productName?: string; version?: string; main?: string }) : {} // npm's own format
  app.load(folder, about)
  host.electronVersion = electronVersion(folder)
  Object.defineProperty(process.versions, 'electron', { value: host.electronVersion, enumerable: true })

  // As in Electron: told, and no reason to end.
  process.on('unhandledRejection', (error) => { console.error('UnhandledPromiseRejectionWarning:', error) })
  const gate = inspectorGate()
  quitOnSignals()
  // eslint-disable-next-line no-unsanitized/method -- the app is what this program is asked to run
  await import(pathToFileURL(isFolder ? join(folder, about.main ?? 'index.js') : target).href)
  await startChromium()
  // Whoever asked for the inspector and is not Playwright does not come to say so.
  await Promise.race([gate, new Promise((go) => { setTimeout(go, 10_000).unref() })])
  app.started()
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof HostError ? error.message : error)
  process.exit(1)
}
