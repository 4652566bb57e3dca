import { syncBuiltinESMExports } from 'node:module'
import { performance } from 'node:perf_hooks'
import timers from 'node:timers/promises'
import type { Dice } from './dice.ts'
import type { Machine } from './machine.ts'

/** The machine on which everything in this thread runs, and its chance. */
let here: { readonly machine: Machine; readonly dice: Dice } | null = null

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, setImmediate: globalThis.setImmediate, now: performance.now.bind(performance), random: Math.random, sleep: timers.setTimeout, breathe: timers.setImmediate }
const timersSet = new WeakMap<object, () => void>()

function sleep<T>(ms = 1, value?: T, { signal }: { readonly signal?: AbortSignal } = {}): Promise<T | undefined> {
  if (here === null) return real.sleep(ms, value, { ...(signal && { signal }) })
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
  const { machine } = here
  if (signal?.aborted === true) reject(signal.reason as Error)
  const cancel = machine.after(ms, machine.life, () => { resolve(value) })
  signal?.addEventListener('abort', () => {
    cancel()
    reject(signal.reason as Error)
  }, { once: true })
  return promise
}

function setTimer(work: (...args: unknown[]) => void, ms = 1, ...args: unknown[]): object {
  if (here === null) return real.setTimeout(work, ms, ...args)
  const timer = {}
  timersSet.set(timer, here.machine.after(ms, here.machine.life, () => { work(...args) }))
  return timer
}

/** A moment later: what comes until then is there already, as after a wait for the disk. */
function soon(work: () => void): unknown {
  return here === null ? real.setImmediate(work) : setTimer(work, 2 * here.dice.next())
}

function clearTimer(timer: unknown): void {
  const cancel = typeof timer === 'object' && timer !== null ? timersSet.get(timer) : undefined
  if (cancel) cancel()
  else real.clearTimeout(timer as NodeJS.Timeout) // one of the real ones
}

/**
 * From now on the timers, the steady clock and the chance of this thread are those of a machine of the simulation, for the
 * product's own code too. Only for a thread in which nothing else runs.
 */
export function takeOverTime(): void {
  Object.assign(timers, { setTimeout: sleep, setImmediate: (value?: unknown) => (here === null ? real.breathe(value) : Promise.resolve(value)) })
  syncBuiltinESMExports()
  Object.assign(globalThis, { setTimeout: setTimer, clearTimeout: clearTimer, setImmediate: soon })
  Object.defineProperty(performance, 'now', { value: () => here?.machine.steady() ?? real.now(), configurable: true })
  Math.random = () => here?.dice.next() ?? real.random()
}

/** Runs work on this machine. */
export async function on<T>(machine: Machine, dice: Dice, work: () => Promise<T>): Promise<T> {
  here = { machine, dice }
  try {
    return await work()
  } finally {
    here = null
  }
}
