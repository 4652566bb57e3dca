import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { at } from '../../scripts/project.mjs'

/** A path for `$BROWSER` within a data folder: it is split at spaces and colons, so the program is reached by a path that has neither. */
export function browserPath(folder: string): string {
  const link = join(folder, 'test', 'browser')
  mkdirSync(join(folder, 'test'), { recursive: true })
  try {
    symlinkSync(at('test', 'support', 'rehearsal-browser.sh'), link)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return link
}
