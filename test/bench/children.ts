import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** A store to read, in another process. */
export interface Server {
  readonly address: string
  /** Of an application that a person can sign in with. */
  readonly app: { readonly clientId: string; readonly clientSecret: string }
  readonly token: string
  readonly ids: readonly { readonly id: string; readonly state: string }[]
}

const at = (file: string): string => join(import.meta.dirname, file)
/** Where what is measured lies as the build makes it: plain JavaScript, as in the application, with no compiler in its memory. */
const built = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
process.once('exit', () => { rmSync(built, { recursive: true, force: true }) })
await build({
  configFile: false, logLevel: 'error', ssr: { noExternal: true }, define: { 'process.env.NODE_ENV': '"production"' },
  build: { ssr: true, outDir: built, target: 'node24', minify: false, rolldownOptions: { input: [at('measure-sync.ts'), at('measure-storing.ts'), at('measure-outbox.ts'), at('measure-ideal.ts'), at('../../electron/storage/storage.worker.ts')], output: { entryFileNames: '[name].js' } } }
})

const started = (file: string, args: readonly string[]): ChildProcess => fork(file, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })

/** What a child tells, once. @throws where it ends without a word */
function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => { resolve(message as T) }) // each child here sends what its own file says
    child.once('exit', (code) => { reject(new Error(`A process of the benchmark ended with ${String(code)} and no result`)) })
  })
}

/** Runs work against a rehearsal store of its own. */
export async function withServer<T>(orders: number, latency: number, work: (server: Server) => Promise<T>): Promise<T> {
  const child = started(at('rehearsal-server.ts'), [String(orders), String(latency)])
  try {
    return await work(await told<Server>(child))
  } finally {
    const ended = new Promise((resolve) => { child.once('exit', resolve) })
    child.disconnect()
    await ended
  }
}

/** Measures in a fresh process: nothing of an earlier measurement is warm, or in its memory. */
export async function measured<T>(file: string, ...args: readonly (string | number)[]): Promise<T> {
  const child = started(join(built, file), args.map(String))
  const result = await told<T>(child)
  if (child.connected) child.disconnect()
  return result
}
