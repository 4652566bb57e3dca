import { spawn } from 'node:child_process'
import { root } from './project.mjs'

/**
 * @typedef {object} Options
 * @property {NodeJS.ProcessEnv} [env] instead of this process's
 * @property {string} [cwd] the project's folder where left out
 * @property {boolean} [quiet] collects what it writes instead of showing it
 * @property {number} [limit] milliseconds after which it is ended, with everything it started
 * @property {(child: import('node:child_process').ChildProcess) => void} [started]
 */

/**
 * Runs a program to its end. Its stdin is empty: nothing here asks.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<{ code: number, out: string, late: boolean }>} `code` 127 where it could not be started, 1 where a signal ended it
 */
export function run(program, args, { env = process.env, cwd = root, quiet = false, limit, started } = {}) {
  return new Promise((resolve) => {
    // With a limit it leads a group of its own, so that what it started can be ended too. Without one it stays in the
    // terminal's group, where Ctrl+C reaches it.
    const group = limit !== undefined && process.platform !== 'win32'
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'], detached: group, shell: process.platform === 'win32' && /\.(cmd|bat)$/i.test(program) })
    let out = ''
    let late = false
    const hear = (/** @type {Buffer} */ text) => { out += text.toString() }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    const end = () => {
      if (child.pid === undefined) return
      try {
        process.kill(group ? -child.pid : child.pid, 'SIGKILL')
      } catch {
        // It has ended meanwhile.
      }
    }
    const timer = limit === undefined ? undefined : setTimeout(() => { late = true; end() }, limit)
    if (group) process.once('exit', end)
    const done = (/** @type {number} */ code) => {
      clearTimeout(timer)
      process.off('exit', end)
      resolve({ code, out, late })
    }
    child.once('error', (error) => { out += `${error.message}\n`; done(127) })
    child.once('close', (code) => { done(code ?? 1) })
    started?.(child)
  })
}

/**
 * Runs a program that takes this one's place until it ends: signals go to it, its exit code comes back. A signal to npm
 * ends only the shell between npm and this process: that is noticed by the parent that is gone.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function handOver(program, args, env = process.env) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  // Ctrl+C reaches the program by itself: this process only has to outlive it.
  const wait = () => undefined
  const pass = (/** @type {NodeJS.Signals} */ signal) => { child?.kill(signal) }
  process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass)
  const parent = process.ppid
  const watch = process.env['npm_lifecycle_event'] === undefined ? undefined : setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    pass('SIGTERM')
  }, 500)
  const { code } = await run(program, args, { env, started: (it) => { child = it } })
  clearInterval(watch)
  // The signals stay caught: one that comes when the program has just ended must not take its exit code away.
  return code
}
