import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Waits until what was written to a file is on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Waits until the names in the folder of `path` are on the disk. Windows has no such wait, and needs none. */
export function syncName(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** The files SQLite puts beside a database. */
export const besides = (file: string): readonly string[] => ['-wal', '-shm', '-journal'].map((end) => file + end)

/** Whether something stands in a file. */
export const isThere = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0

/** Removes a database with what stands beside it, where they are there. */
export function removeDatabase(file: string): void {
  for (const one of [file, ...besides(file)]) rmSync(one, { force: true })
}
