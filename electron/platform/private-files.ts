import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** What cannot be narrowed (another's, not there, a disk that knows no rights) stays as it is: the work goes on. */
function narrow(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch {
    // as above
  }
}

/**
 * Makes the data folder, where it is not there, for its user alone, and takes from others what they could read in these folders
 * of it that are there already. A folder that a person has made stays as it is: other things may lie in it. Windows gives nobody
 * else a right to what lies in a user's own folders.
 */
export function keepFoldersPrivate(folder: string, names: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of names) narrow(join(folder, name), 0o700)
}

/** The same for files that are there. */
export function keepFilesPrivate(paths: readonly string[]): void {
  for (const path of paths) narrow(path, 0o600)
}
