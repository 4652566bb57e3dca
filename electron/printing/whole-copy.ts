import { randomUUID } from 'node:crypto'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Trouble } from '../contract/result.ts'

/**
 * Copies a file into a folder, whole or not at all: beside its place first, and under its name when it is on the disk.
 * @param nameOf asked last, so that a name that is free then is free still
 * @returns the name
 * @throws what the system throws; nothing is left then, and what had the name before is as it was
 */
export async function copyWhole(file: string, folder: string, nameOf: () => string | Promise<string>): Promise<string> {
  const beside = join(folder, `.${randomUUID()}.part`)
  try {
    await copyFile(file, beside)
    const handle = await open(beside, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    const name = await nameOf()
    await rename(beside, join(folder, name))
    return name
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw cause
  }
}

/** Copies a file to where a person wants it, whole or not at all. @throws Trouble `save_failed` with the system's words */
export async function saveCopy(file: string, path: string): Promise<void> {
  try {
    await copyWhole(file, dirname(path), () => basename(path))
  } catch (cause) {
    throw new Trouble({ code: 'save_failed', detail: cause instanceof Error ? cause.message : String(cause) }, { cause })
  }
}
