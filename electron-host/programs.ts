import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether a program of this name can be started: a path, or a name on the PATH. */
export const hasProgram = (name: string): boolean => (name.includes('/') ? existsSync(name) : (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name))))

/** @returns what it wrote, and its exit code: 127 where it could not be started */
export function run(program: string, args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let out = ''
    child.stdout.on('data', (text: Buffer) => { out += text.toString() })
    child.once('error', () => { resolve({ code: 127, out }) })
    child.once('close', (code) => { resolve({ code: code ?? 1, out }) })
  })
}

/**
 * Starts a program that outlives the app, such as a browser.
 * @returns '' once it has ended well or has run for a second; else what went wrong
 */
export function launch(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    const settled = setTimeout(() => { resolve('') }, 1000)
    const done = (problem: string): void => {
      clearTimeout(settled)
      resolve(problem)
    }
    child.once('error', (error) => { done(error.message) })
    child.once('exit', (code) => { done(code === 0 ? '' : `${program} ended with ${String(code)}`) })
    child.unref()
  })
}
