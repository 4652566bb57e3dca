import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Trouble } from '../contract/result.ts'
import type { PrintRunId } from '../domain/ids.ts'

/** The PDFs of print runs in their folder: the first file of run 47 is `47.pdf`, its further ones `47-2.pdf` and so on. */
export interface RunFiles {
  pathOf(id: PrintRunId, file: number): string
  isThere(id: PrintRunId, file: number): Promise<boolean>
  /**
   * Writes a file whole or not at all: it lies beside its place until `named` has said whose it is, so that what the ledger knows
   * of has its paper.
   * @throws Trouble `runs_full` where the disk has no room for it, with the system's words
   */
  keep<T>(pdf: Uint8Array, named: () => Promise<{ readonly id: PrintRunId; readonly file: number; readonly value: T }>): Promise<T>
  /** Deletes all files of a run. */
  remove(id: PrintRunId): Promise<void>
}

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export function runFiles(folder: string): RunFiles {
  const pathOf = (id: PrintRunId, file: number): string => join(folder, `${String(id)}${file === 1 ? '' : `-${String(file)}`}.pdf`)
  return {
    pathOf,
    isThere: (id, file) => stat(pathOf(id, file)).then((found) => found.isFile(), () => false),
    async keep(pdf, named) {
      const beside = join(folder, `${randomUUID()}.part`)
      try {
        await mkdir(folder, { recursive: true })
        await writeFile(beside, pdf, { flush: true })
        const { id, file, value } = await named()
        await rename(beside, pathOf(id, file))
        return value
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && full.has(String(cause.code))) throw new Trouble({ code: 'runs_full', detail: cause.message }, { cause })
        throw cause
      } finally {
        await rm(beside, { force: true })
      }
    },
    async remove(id) {
      const names = await readdir(folder).catch(() => [])
      for (const name of names) if (new RegExp(`^${String(id)}(-\\d+)?\\.pdf$`, 'u').test(name)) await rm(join(folder, name), { force: true })
    }
  }
}
