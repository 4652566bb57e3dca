import { resolve } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
// Types are not needed to see who imports whom: without them a line is judged in a moment.
const eslint = new ESLint({
  cwd: root, overrideConfig: { files: ['**/*.ts', '**/*.vue'], languageOptions: { parserOptions: { projectService: false, project: false } } },
  ruleFilter: ({ ruleId }) => ruleId.endsWith('no-restricted-imports')
})

async function said(file: string, line: string): Promise<string[]> {
  const text = file.endsWith('.vue') ? `<script setup lang="ts">\n${line}\n</script>` : line
  const [result] = await eslint.lintText(text, { filePath: resolve(root, file) })
  return result?.messages.map((message) => message.message) ?? ['nothing was linted']
}

describe('who may import whom', () => {
  it.each([
    ['electron/domain/x.ts', "import '../contract/result.ts'", 'imports nothing'],
    ['electron/domain/x.ts', "import 'node:fs'", 'is pure'],
    ['electron/contract/x.ts', "import '../joom/client.ts'", 'may reach domain only'],
    ['electron/orders/x.ts', "import '../storage/storage.ts'", 'State what you need'],
    ['electron/outbox/x.ts', "import '../joom/client.ts'", 'State what you need'],
    ['electron/outbox/x.ts', "import got from 'got'", 'got belongs to joom/'],
    ['electron/orders/x.ts', "import { app } from 'electron'", 'electron belongs to'],
    ['electron/orders/x.ts', "import { Kysely } from 'kysely'", 'kysely belongs to storage/'],
    ['electron/printing/x.ts', "import pdfkit from 'pdfkit'", 'pdfkit belongs to documents/'],
    ['electron/printing/x.ts', "import bwip from 'bwip-js/node'", 'bwip-js belongs to documents/'],
    ['electron/rehearsal/x.ts', "import '../domain/order.ts'", 'imports nothing'],
    ['electron/rehearsal/demo-store/x.ts', "import '../../joom/client.ts'", 'imports nothing'],
    ['electron/storage/migrations/0002-x.ts', "import '../schema.ts'", 'A migration imports nothing'],
    ['electron/window/x.ts', "import '../../electron-host/electron.ts'", 'may reach domain'],
    ['electron/main.ts', "import '../electron-host/electron.ts'", 'knows nothing of its stand-in'],
    ['renderer/stores/x.ts', "import { readFile } from 'node:fs'", 'has no Node'],
    ['renderer/stores/x.ts', "import { ipcRenderer } from 'electron'", 'has no Node'],
    ['renderer/stores/x.ts', "import '../../electron/outbox/policy.ts'", 'knows of the main process only'],
    ['renderer/stores/x.ts', "import { settings } from '../../electron/contract/schemas.ts'", 'Only types of the contract'],
    ['renderer/components/orders/X.vue', "import { orders } from '../../api/orders.ts'", 'A component takes props'],
    ['renderer/views/X.vue', "import { orders } from '../api/orders.ts'", 'A view reads stores'],
    ['renderer/format/x.ts', "import '../stores/app.ts'", 'format/ is pure']
  ])('%s may not say %s', async (file, line, lesson) => {
    expect((await said(file, line)).join('\n')).toContain(lesson)
  })

  it.each([
    ['electron/orders/x.ts', "import '../domain/order.ts'; import '../contract/result.ts'; import './sync.ts'"],
    ['electron/joom/x.ts', "import got from 'got'; import '../domain/order.ts'"],
    ['electron/storage/x.ts', "import { Kysely } from 'kysely'; import { DatabaseSync } from 'node:sqlite'; import '../outbox/journal.ts'"],
    ['electron/rehearsal/demo-store/x.ts', "import '../store-order.ts'; import { createServer } from 'node:http'"],
    ['electron/compose.ts', "import './storage/storage.ts'; import { app } from 'electron'"],
    ['renderer/stores/x.ts', "import { orders } from '../api/orders.ts'; import type { OrderRow } from '../../electron/contract/schemas.ts'; import { urgencyOf } from '../../electron/domain/deadline.ts'"],
    ['renderer/components/X.vue', "import { computed } from 'vue'; import { amount } from '../format/money.ts'"]
  ])('%s may say %s', async (file, line) => {
    expect(await said(file, line)).toEqual([])
  })
})
