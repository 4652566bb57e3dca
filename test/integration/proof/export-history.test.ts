import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportHistory } from '../../../electron/proof/export-history.ts'
import { received } from '../../support/orders.ts'
import { readCsv, taken } from '../../support/read-csv.ts'
import { testStorage } from '../../support/storage.ts'
import { tempFolder } from '../../support/temp.ts'

const all = { from: null, to: null }

/** 2,302 entries: more than one portion, three days apart. */
async function exported(format: 'csv' | 'json', span: { from: number | null; to: number | null } = all) {
  const test = await testStorage()
  const { storage, store, clock } = test
  await storage.connections.update(store, { name: '=cmd|x, "Nordlicht"' })
  const pages = [1100, 1100, 100].map((length, page) => (quantity: number) => Array.from({ length }, (_, i) => received(`P${String(page)}-${String(i)}`, { quantity })))
  await storage.orders.take(store, pages.flatMap((page) => page(1)), [], clock.now)
  for (const page of pages) {
    clock.now += 24 * 3_600_000
    await storage.orders.take(store, page(2), [], clock.now)
  }
  const path = join(tempFolder(), `history.${format}`)
  writeFileSync(path, 'from before')
  return { ...test, path, entries: await exportHistory(storage.history, path, { format, ...span }) }
}

/** The rule of docs/history.md, by itself. */
const sealed = (e: Record<string, string | number | null>): string =>
  createHash('sha256').update(Buffer.from(JSON.stringify([e['previous'], e['id'], e['at'], e['kind'], e['params'], e['connectionId'], e['orderId'], e['commandId'], e['actor']]), 'utf8')).digest('hex')

describe('an exported history', () => {
  it('as JSON can be checked by somebody who has nothing else, whole', async () => {
    const { path, entries, storage } = await exported('json')
    const read = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string | number | null>[]
    expect([entries, read.length]).toEqual([2302, 2302])
    expect(read[0]?.['previous']).toBe('0'.repeat(64))
    for (const [i, entry] of read.entries()) {
      expect(entry['hash']).toBe(sealed(entry))
      if (i > 0) expect(entry['previous']).toBe(read[i - 1]?.['hash'])
    }
    expect(await storage.history.verify()).toMatchObject({ hash: read.at(-1)?.['hash'] })
    expect(read.at(-1)).toMatchObject({ kind: 'quantity_changed', order: 'P2-99', time: '2027-01-18T08:00:00.000Z' })
    expect(readdirSync(dirname(path))).toEqual(['history.json'])
  })

  it('as CSV likewise, and its text is no formula', async () => {
    const { path } = await exported('csv')
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith('\uFEFFid,at,time,kind,')).toBe(true)
    const [names = [], ...rows] = readCsv(text.slice(1))
    expect(rows).toHaveLength(2302)
    expect(text).toContain(`"'=cmd|x, ""Nordlicht"""`)
    const numbers = new Set(['id', 'at', 'connectionId', 'orderId', 'commandId'])
    for (const row of rows) {
      const entry = Object.fromEntries(names.map((name, i) => [name, row[i] === '' ? null : numbers.has(name) ? Number(row[i]) : taken(row[i] ?? '')]))
      expect(entry['hash']).toBe(sealed(entry))
    }
  })

  it('of a span of time begins and ends in it, and leaves nothing out', async () => {
    const start = 1_800_000_000_000
    const { path, entries } = await exported('json', { from: start + 36 * 3_600_000, to: start + 60 * 3_600_000 })
    const read = JSON.parse(readFileSync(path, 'utf8')) as { id: number; order: string; previous: string }[]
    expect(entries).toBe(1100)
    expect(new Set(read.map(({ order }) => order))).toEqual(new Set(Array.from({ length: 1100 }, (_, i) => `P1-${String(i)}`)))
    expect(read.map(({ id }) => id)).toEqual(read.map((_, i) => 1103 + i))
    expect(read[0]?.previous).toMatch(/^[0-9a-f]{64}$/)
    const nothing = await exported('csv', { from: start * 2, to: null })
    expect([nothing.entries, readCsv(readFileSync(nothing.path, 'utf8')).length]).toEqual([0, 1])
    const nobody = await exported('json', { from: start * 2, to: null })
    expect(JSON.parse(readFileSync(nobody.path, 'utf8'))).toEqual([])
  })

  it('is there whole or not at all', async () => {
    const { path, storage } = await exported('json')
    const before = readFileSync(path)
    let portions = 0
    const failing = { span: () => storage.history.span(null, null), page: (...asked: [number, number, number]) => (portions++ === 1 ? Promise.reject(new Error('gone')) : storage.history.page(...asked)) }
    await expect(exportHistory(failing, path, { format: 'csv', ...all })).rejects.toMatchObject({ code: 'export_failed', detail: 'gone' })
    expect(readFileSync(path)).toEqual(before)
    expect(readdirSync(dirname(path))).toEqual(['history.json'])
    await expect(exportHistory(storage.history, join(dirname(path), 'no', 'x.csv'), { format: 'csv', ...all })).rejects.toMatchObject({ code: 'export_failed' })
  })
})
