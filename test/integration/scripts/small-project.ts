import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { at } from '../../../scripts/project.mjs'

/** npm as the set-up calls it: writes the call down, and leaves what an installation leaves. */
const npm = `
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync(process.env.CALLS, 'npm ' + process.argv.slice(2).join(' ') + '\\n')
if (process.env.NPM_FAILS) process.exit(1)
const put = (path, text) => { mkdirSync(path.replace(/\\/[^/]*$/, ''), { recursive: true }); writeFileSync(path, text) }
put('node_modules/electron/package.json', '{"version":"9.9.9"}')
put('node_modules/electron/install.js', process.env.DOWNLOADER)
put('node_modules/electron-vite/bin/electron-vite.js', process.env.BUILDER)
copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
`
const downloader = `
require('fs').appendFileSync(process.env.CALLS, 'download\\n')
if (process.env.DOWNLOAD_HANGS) setInterval(() => {}, 1000)
else { console.error('TypeError: fetch failed'); process.exit(1) }
`
const builder = `
const { appendFileSync, mkdirSync, writeFileSync } = require('fs')
appendFileSync(process.env.CALLS, 'build\\n')
if (process.env.BUILD_FAILS) { console.error('Unexpected token'); process.exit(1) }
for (const path of ['main/main.js', 'preload/preload.cjs', 'renderer/index.html']) { mkdirSync('out/' + path.split('/')[0], { recursive: true }); writeFileSync('out/' + path, '') }
`
/** In the stand-in's place. It hears a signal before it says that it is there: one signal is enough then. */
const app = `#!/bin/sh
[ -z "$APP_WAITS" ] || trap 'echo "app asked to quit" >> "$CALLS"; exit 0' TERM INT
echo "app $*" >> "$CALLS"
if [ -n "$APP_WAITS" ]; then
  while :; do sleep 0.05; done
fi
exit "\${APP_CODE:-0}"
`

export interface Ended {
  readonly code: number | null
  readonly output: string
  /** What was called meanwhile, in order. */
  readonly calls: readonly string[]
}

/** The project's commands in a folder of their own, with stand-ins that count for everything they call. */
export class SmallProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'small-project-'))
  readonly #calls = join(this.folder, 'calls.txt')

  constructor() {
    for (const name of readdirSync(at('scripts'))) if (name.endsWith('.mjs')) cpSync(at('scripts', name), join(this.folder, 'scripts', name))
    cpSync(at('electron-host', 'find-browser.mjs'), join(this.folder, 'electron-host', 'find-browser.mjs'))
    this.write('electron-host/electron-host', app)
    chmodSync(join(this.folder, 'electron-host', 'electron-host'), 0o755)
    this.write('npm/npm-cli.js', npm)
    this.write('npm/package.json', '{"type":"module"}')
    this.write('browser', '')
    this.write('package.json', '{"name":"small","version":"1.0.0"}')
    this.write('package-lock.json', '{"packages":{"":{},"node_modules/electron":{"version":"9.9.9"}}}')
    this.write('electron/main.ts', 'one')
    // The system's packages are not these tests' business.
    this.write('.cache/debian-fonts.txt', '')
    this.write('.cache/debian-spooler.txt', '')
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true })
    writeFileSync(join(this.folder, path), text)
  }
  remove(): void { rmSync(this.folder, { recursive: true, force: true }) }
  calls(): string[] { return existsSync(this.#calls) ? readFileSync(this.#calls, 'utf8').split('\n').filter((line) => line !== '') : [] }

  /** Runs Node with these arguments; `during` may do something to the process meanwhile. */
  node(args: readonly string[], env?: Readonly<Record<string, string>>, during?: (signal: (name: NodeJS.Signals) => void) => Promise<void>): Promise<Ended> {
    return this.run(process.execPath, args, env, during)
  }

  async run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, during?: (signal: (name: NodeJS.Signals) => void) => Promise<void>): Promise<Ended> {
    const before = this.calls().length
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, PACKBENCH_HOST: _host, ...inherited } = process.env
    const child = spawn(program, args, {
      cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, CALLS: this.#calls, DOWNLOADER: downloader, BUILDER: builder, npm_execpath: join(this.folder, 'npm', 'npm-cli.js'), CHROMIUM_PATH: join(this.folder, 'browser'), INIT_CWD: this.folder, ...env }
    })
    let output = ''
    const hear = (text: Buffer): void => { output += text.toString() }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const code = new Promise<number | null>((resolve) => { child.once('close', resolve) })
    await during?.((name) => { child.kill(name) })
    return { code: await code, output, calls: this.calls().slice(before) }
  }
}
