// A reporter for vitest: writes what `npm test` counts to the file named in PACKBENCH_TEST_COUNTS.
import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule, TestSuite } from 'vitest/node'

export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Full names with the reason, where the test gives one. */
  readonly skipped: readonly string[]
}

/** Counts tests; a file or a suite that breaks outside its tests counts as one more failure, and so does an error that nobody caught. */
export default class TestCounter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env['PACKBENCH_TEST_COUNTS']
    if (file === undefined) return
    let passed = 0
    let failed = unhandled.length
    const skipped: string[] = []
    const broken = (part: TestModule | TestSuite): number => (part.errors().length > 0 ? 1 : 0)
    for (const module of modules) {
      failed += broken(module)
      for (const suite of module.children.allSuites()) failed += broken(suite)
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') passed++
        else if (result.state === 'failed') failed++
        else skipped.push(`${module.relativeModuleId} > ${test.fullName}: ${(result.state === 'skipped' && result.note) || 'no reason given'}`)
      }
    }
    const counts: Counts = { passed, failed, skipped }
    writeFileSync(file, JSON.stringify(counts))
  }
}
