import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Result } from '../../electron/contract/result.ts'
import type { RouteInput, RouteName, RouteOutput } from '../../electron/contract/routes.ts'

/** The main process went before it answered: whether it did what was asked is not known. */
export class Gone extends Error {}

/** A running main process of Packbench, asked as the window asks it. */
export interface App {
  /** Resolves when it answers. @throws Gone where it ends before */
  readonly ready: Promise<void>
  /** @throws Gone where the process ends first, and an Error where the answer is a no */
  readonly ask: <N extends RouteName>(route: N, input: RouteInput<N>) => Promise<RouteOutput<N>>
  /** SIGKILL: nothing is flushed, nothing answered. Resolves when the process is gone. */
  readonly kill: () => Promise<void>
  /** What it wrote to stdout and stderr. */
  readonly output: () => string
}

interface Told { readonly id: number; readonly result?: Result<unknown> }

/** Starts the built main process on a data folder. */
export function startApp(folder: string, args: readonly string[], env: Readonly<Record<string, string>>): App {
  const child = fork(join(import.meta.dirname, 'main-process.ts'), [`--user-data-dir=${folder}`, ...args], { execArgv: [], env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { output += text.toString() })
  const waiting = new Map<number, { readonly told: (result: Result<unknown> | undefined) => void; readonly gone: () => void }>()
  const answerTo = (id: number): Promise<Result<unknown> | undefined> => new Promise((resolve, reject) => { waiting.set(id, { told: resolve, gone: () => { reject(new Gone(`Packbench is gone. ${output}`)) } }) })
  child.on('message', (message) => {
    const { id, result } = message as Told // what `main-process.ts` sends
    waiting.get(id)?.told(result)
    waiting.delete(id)
  })
  child.once('exit', () => {
    for (const { gone } of waiting.values()) gone()
    waiting.clear()
  })
  const ready = answerTo(0).then(() => undefined)
  ready.catch(() => undefined) // it may be killed before anybody waits for it
  let last = 0
  return {
    ready,
    output: () => output,
    ask: async <N extends RouteName>(route: N, input: RouteInput<N>) => {
      await ready
      if (hasEnded(child)) throw new Gone('Packbench is gone.')
      const id = ++last
      const answer = answerTo(id)
      child.send({ id, route, input }, () => undefined)
      const result = await answer as Result<RouteOutput<N>> // the contract's promise for this route
      if (!result.ok) throw new Error(`${route}: ${result.error.code} ${result.error.detail ?? ''}`)
      return result.value
    },
    kill: async () => {
      if (hasEnded(child)) return
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    }
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null
