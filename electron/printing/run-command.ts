import { execFile } from 'node:child_process'

/** How a program of the system ended. */
export interface Ran {
  /** `null` where the program is not there. */
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/**
 * Runs a program of the system, without a shell: arguments are never read as commands. Its words come in English: what macOS
 * brings of CUPS heeds `LANG` only where `SOFTWARE` is set, be it empty.
 * @param env added to the environment
 * @param input what it reads
 */
export function runCommand(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: Uint8Array): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { env: { ...process.env, LC_ALL: 'C', LANG: 'C', LANGUAGE: 'C', SOFTWARE: '', ...env }, timeout: 30_000, maxBuffer: 8_000_000, windowsHide: true }, (error, out, err) => {
      if (error === null) resolve({ code: 0, out, error: err })
      else if (error.code === 'ENOENT') resolve({ code: null, out: '', error: `${program} is not installed` })
      else if (typeof error.code === 'number') resolve({ code: error.code, out, error: err })
      else reject(new Error(error.message, { cause: error }))
    })
    // One that ends without reading says why on its own.
    child.stdin?.on('error', () => undefined)
    if (input !== undefined) child.stdin?.end(input)
  })
}
