import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

// What stands for the outbox, in one project: the tool that breaks it cannot choose among several.
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  resolve: { alias: { electron: resolve(import.meta.dirname, '../support/electron-stub.ts') } },
  test: { include: ['test/unit/outbox/**/*.test.ts', 'test/integration/outbox/**/*.test.ts'], testTimeout: 30_000 }
})
