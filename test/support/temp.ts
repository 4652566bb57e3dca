import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of the test's own, gone when the test is. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'packbench-test-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) })
  return folder
}
