import { resolve } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** The quick ones first: most faults are noticed by them, and the rest is not run then. */
const first = ['/unit/', '/journal']

class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = first.findIndex((part) => moduleId.includes(part))
      return at < 0 ? first.length : at
    }
    return Promise.resolve(files.toSorted((a, b) => place(a) - place(b) || a.moduleId.localeCompare(b.moduleId, 'en')))
  }
}

// What stands for the outbox, in one project: the tool that breaks it cannot choose among several.
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  resolve: { alias: [{ find: 'electron', replacement: resolve(import.meta.dirname, '../support/electron-stub.ts') }, { find: './asked-often.ts', replacement: resolve(import.meta.dirname, 'asked-anew.ts') }] },
  test: { include: ['test/unit/outbox/**/*.test.ts', 'test/integration/outbox/**/*.test.ts', 'test/integration/storage/older-answers.test.ts', 'test/integration/storage/shared-commit.test.ts'], testTimeout: 30_000, isolate: false, sequence: { sequencer: QuickFirst } }
})
