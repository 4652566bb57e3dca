import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slipPreview } from '../../../electron/contract/schemas.ts'
import { createDocuments, type Documents } from '../../../electron/documents/documents.ts'
import { englishWords } from '../../../electron/documents/slip-words.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import { slipLanguages } from '../../../electron/domain/slip-language.ts'
import { standardTemplate } from '../../../electron/domain/slip-template.ts'
import { previewSlip, type PreviewWanted } from '../../../electron/printing/slip-preview.ts'
import { sheetOf } from '../../../electron/printing/slip-sheet.ts'
import { received } from '../../support/orders.ts'
import { testStorage } from '../../support/storage.ts'
import { readPdf } from '../documents/read-pdf.ts'

const heading = 'Dziękujemy · شكرا'

describe('the template of a store', () => {
  let documents: Documents
  beforeAll(() => { documents = createDocuments({ workerPath: resolve(import.meta.dirname, '../../../electron/documents/slips.worker.ts') }) })
  afterAll(async () => { await documents.stop() })

  async function desk() {
    const kept = await testStorage()
    const { storage, store, clock } = kept
    await storage.orders.take(store, [received('A'), received('B')], [], clock.now)
    const id = (await storage.printRuns.withJoomId('A'))[0]!
    const preview = async (wanted: Partial<PreviewWanted>) => {
      const made = slipPreview.parse(await previewSlip({
        orders: storage.printRuns, documents, store: (one) => storage.connections.get(one), picture: () => Promise.resolve(null), preferences: () => ({ dpi: 203, sender: 'Hafenstraße 12' }), now: () => clock.now, words: englishWords, timeZone: 'UTC'
      }, { connectionId: store, orderId: id, template: standardTemplate, part: 'slip', paper: 'a4', language: 'buyer', ...wanted }))
      return { ...made, said: readPdf(made.pdf).pages.map((page) => page.said.map((line) => line.text.trim())) }
    }
    return { ...kept, id, preview }
  }

  it('is tried on a real order, on an invented one, and in every language, and nothing of it is kept', async () => {
    const { storage, store, preview, id } = await desk()
    const real = await preview({ template: { ...standardTemplate, heading, show: { ...standardTemplate.show, returnAddress: false } } })
    expect(real.order).toMatchObject({ id, joomId: 'A' })
    expect(real.said[0]).toEqual(expect.arrayContaining([heading, 'A']))
    expect(real.said[0]).not.toContain('Hafenstraße 12')
    const invented = await preview({ orderId: null, template: { ...standardTemplate, text: '𓆣' } })
    expect(invented).toMatchObject({ order: null, missing: ['𓆣'] })
    expect(invented.said[0]).toEqual(expect.arrayContaining(['REHEARSAL', 'Example Buyer', (await storage.connections.get(store))!.name]))
    expect((await preview({ language: 'all' })).pages).toBe(slipLanguages.length)
    expect((await preview({ part: 'address', paper: '100x150', template: { ...standardTemplate, labelSender: false } })).said[0]).not.toContain('From')
    expect(await storage.slipTemplates.list()).toEqual([])
    expect((await storage.printRuns.list({ number: null, offset: 0, limit: 10 })).runs).toEqual([])
  })

  it('is what its slips have, before that of all stores; it stays through a restart and goes with the store', async () => {
    const { storage, store, id, reopen } = await desk()
    const general = { ...standardTemplate, heading: 'For all' }
    const headingNow = async (from: typeof storage, order: OrderId): Promise<string | undefined> => sheetOf((await from.printRuns.forSlips([order]))[0]!, { position: 1, of: 1, sender: '', printedAt: 0, slipTemplate: general }).template?.heading
    expect(await headingNow(storage, id)).toBe('For all')
    await storage.slipTemplates.save(store, { ...standardTemplate, heading: 'First' })
    await storage.slipTemplates.save(store, { ...standardTemplate, heading })
    const again = await reopen()
    expect(await headingNow(again, id)).toBe(heading)
    expect(await again.slipTemplates.list()).toEqual([{ connectionId: store, template: { ...standardTemplate, heading } }])
    await again.slipTemplates.save(store, null)
    expect(await headingNow(again, id)).toBe('For all')
    await again.slipTemplates.save(store, { ...standardTemplate, heading })
    await again.connections.remove(store, 'erase')
    expect(await again.slipTemplates.list()).toEqual([])
  })
})
