import { closeSync, existsSync, type FSWatcher, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What a later start tells the first. */
export interface Start {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly additionalData: Record<string, unknown> | undefined
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // another user's process lives too
  }
}

/**
 * One instance per data folder: a file with the holder's process id, and one note per later start, which the holder reads
 * and removes. A lock whose holder is dead is taken over.
 */
export class InstanceLock {
  readonly #file: string
  readonly #watcher: FSWatcher

  private constructor(file: string, watcher: FSWatcher) {
    this.#file = file
    this.#watcher = watcher
  }

  /** @returns undefined where another process has the lock: it has been told of `start` */
  static take(folder: string, start: Start, onLaterStart: (start: Start) => void): InstanceLock | undefined {
    const file = join(folder, 'lock')
    mkdirSync(folder, { recursive: true })
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        const handle = openSync(file, 'wx')
        writeSync(handle, String(process.pid))
        closeSync(handle)
        for (const name of readdirSync(folder)) if (name !== 'lock') rmSync(join(folder, name), { force: true })
        return new InstanceLock(file, InstanceLock.#watch(folder, onLaterStart))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      if (!InstanceLock.#held(file)) {
        rmSync(file, { force: true })
        continue
      }
      const note = join(folder, `${String(process.pid)}.tmp`)
      writeFileSync(note, JSON.stringify(start))
      renameSync(note, join(folder, `${String(process.pid)}.json`))
      return undefined
    }
    return undefined
  }

  release(): void {
    this.#watcher.close()
    rmSync(this.#file, { force: true })
  }

  static #held(file: string): boolean {
    try {
      const holder = Number(readFileSync(file, 'utf8'))
      return holder > 0 && holder !== process.pid && alive(holder)
    } catch {
      return false // released meanwhile
    }
  }

  static #watch(folder: string, onLaterStart: (start: Start) => void): FSWatcher {
    return watch(folder, { persistent: false }, (_event, name) => {
      if (!name?.endsWith('.json')) return
      const note = join(folder, name)
      if (!existsSync(note)) return
      const start = JSON.parse(readFileSync(note, 'utf8')) as Start // written by `take`, moved into place whole
      rmSync(note, { force: true })
      onLaterStart(start)
    })
  }
}
