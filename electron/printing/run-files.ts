import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Trouble } from '../contract/result.ts'
import type { PrintRunId } from '../domain/ids.ts'

/** The PDFs of print runs in their folder: the first file of run 47 is `47.pdf`, its further ones `47-2.pdf` and so on. */
export interface RunFiles {
  pathOf(id: PrintRunId, file: number): string
  isThere(id: PrintRunId, file: number): Promise<boolean>
  /**
   * Keeps a file whole or not at all: `made` writes it to the path that it is given, beside its place, and says whose it is, so
   * that what the ledger knows of has its paper. Where `made` wrote none, none is kept; where it throws, none is left.
   * @throws Trouble `runs_full` where the disk has no room for it, with the system's words
   */
  keep<T>(made: (path: string) => Promise<{ readonly id: PrintRunId; readonly file: number; readonly value: T }>): Promise<T>
  /** Deletes what a program that was killed had begun. Only before anything is made. */
  tidy(): Promise<void>
  /** Deletes all files of a run. */
  remove(id: PrintRunId): Promise<void>
}

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false)

/** The files of runs in this folder, which is made with the first. */
export function runFiles(folder: string): RunFiles {
  const pathOf = (id: PrintRunId, file: number): string => join(folder, `${String(id)}${file === 1 ? '' : `-${String(file)}`}.pdf`)
  return {
    pathOf,
    isThere: (id, file) => isFile(pathOf(id, file)),
    async keep(made) {
      const beside = join(folder, `${randomUUID()}.part`)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        const { id, file, value } = await made(beside)
        if (await isFile(beside)) await rename(beside, pathOf(id, file))
        return value
      } catch (cause) {
        for (const one of [cause, cause instanceof Error ? cause.cause : null]) if (one instanceof Error && 'code' in one && full.has(String(one.code))) throw new Trouble({ code: 'runs_full', detail: one.message }, { cause })
        throw cause
      } finally {
        await rm(beside, { force: true })
      }
    },
    async tidy() {
      for (const name of await readdir(folder).catch(() => [])) if (name.endsWith('.part')) await rm(join(folder, name), { force: true })
    },
    async remove(id) {
      const names = await readdir(folder).catch(() => [])
      for (const name of names) if (new RegExp(`^${String(id)}(-\\d+)?\\.pdf$`, 'u').test(name)) await rm(join(folder, name), { force: true })
    }
  }
}
