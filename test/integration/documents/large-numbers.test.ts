import { describe, expect, it } from 'vitest'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { englishWords, fill, wordsOf } from '../../../electron/documents/slip-words.ts'
import type { PickRow } from '../../../electron/documents/desk-input.ts'
import { papersOf, type Paper } from '../../../electron/domain/sheet-kind.ts'
import { standardTemplate } from '../../../electron/domain/slip-template.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { readPdf, type ReadPage } from './read-pdf.ts'

const goods = { name: 'Stoneware mug', sku: 'MUG-350', color: 'Lagoon', size: '350 ml', productId: null }
const template = { ...standardTemplate, sizes: { recipient: 'normal', goods: 'large', words: 'normal' } } as const
const none = { n: 0, places: '' }
/** What stands beyond the edges of its page. */
const beyond = ({ said, width, height }: ReadPage): string[] => said.filter(({ glyphs }) => glyphs.some(({ x, y }) => !(x >= 0 && x < width && y > 0 && y < height))).map(({ text }) => text)

async function pickList(paper: Paper, row: Partial<PickRow>): Promise<readonly ReadPage[]> {
  const rows: PickRow[] = [{ store: 'Nordlicht', ...goods, count: 1, uncounted: 0, places: '1', picture: null, ...row }]
  return readPdf((await makeDeskPaper({ paper, dpi: 203, start: 1, title: 'Packbench', run: 47, rehearsal: false, madeAt: 0, timeZone: 'UTC', words: englishDeskWords, content: { kind: 'pick_list', rows, orders: 1 } })).pdf).pages
}

describe.each(papersOf.slip)('on %s', (paper) => {
  it('thousands of pieces stand on one line, every digit of them', async () => {
    const quantities = [1000, 88_888, 1_000_000]
    for (const part of ['slip', 'codes'] as const) {
      if (!papersOf[part].includes(paper)) continue
      const { pdf } = await makeSlips(slipsInput(quantities.map((quantity, i) => slipFor(addresses[i]!, i, 3, { items: [{ ...goods, quantity }], template })), { paper, parts: [part] }))
      const { pages } = readPdf(pdf)
      for (const quantity of quantities) {
        // On sheets of four they share a page.
        const said = pages.map((page) => page.said).find((lines) => lines.some(({ text }) => text === `${String(quantity)}×`)) ?? []
        const count = said.find(({ text }) => text === `${String(quantity)}×`)
        const name = said.find(({ text, y, x }) => text.startsWith('Stoneware') && count !== undefined && Math.abs(y - count.y) < 8 && x > count.x)
        expect(name, `${String(quantity)} beside its goods, on one line`).toBeDefined()
        const end = count!.glyphs.at(-1)!.x + count!.size * 0.55
        expect(name!.x).toBeGreaterThan(end)
      }
      expect(pages.flatMap(beyond)).toEqual([])
    }
  })

  it.each([[2000, 'en'], [20_000, 'en'], [20_000, 'ru'], [20_000, 'he']] as const)('the number of a slip in a run of %i stays on its page, with the number of its run, in %s', async (of, language) => {
    for (const part of ['slip', 'address', 'codes'] as const) {
      if (!papersOf[part].includes(paper)) continue
      const { pdf } = await makeSlips(slipsInput([slipFor(addresses[0]!, of - 1, of, { run: 12_345, copy: 12, language, joomId: '5c3d1a2b4e5f6071829a4b00' })], { paper, parts: [part] }))
      const [page] = readPdf(pdf).pages
      expect(beyond(page!), part).toEqual([])
      const said = page!.said.map(({ text }) => text.trim()).join(' ')
      const words = part === 'slip' ? wordsOf(englishWords, language) : englishWords
      for (const one of [String(of), fill(words.of, { of }), fill(words.run, { run: 12_345 }), 'COPY 12']) expect(said, part).toContain(one)
    }
  })

  it('goods whose name is nothing that can be seen are named by their SKU', async () => {
    const { pdf } = await makeSlips(slipsInput([slipFor(addresses[0]!, 0, 1, { items: [{ ...goods, name: '\u200b\u00ad', quantity: 1 }], template: { ...template, show: { ...template.show, sku: false } } })], { paper }))
    expect(readPdf(pdf).pages.flatMap(({ said }) => said).map(({ text }) => text.trim())).toContain('MUG-350')
  })
})

it.each(papersOf.summary)('a summary on %s breaks no number', async (paper) => {
  const content = {
    kind: 'summary', run: { id: 12_345, createdAt: 0, paper }, stores: [{ store: 'Nordlicht', orders: 2000, pieces: 88_888, uncounted: 3 }], leftOut: [],
    outcome: { good: { n: 2000, places: '1–2000' }, out: none, saved: none, left: none, discarded: none, copied: none },
    rows: [{ position: 2000, pickCode: 'AAAA0000', joomId: '5c3d1a2b4e5f60718293a4b5', recipient: 'Ann', country: 'DE', pieces: 10_000 }]
  } as const
  const [page] = readPdf((await makeDeskPaper({ paper, dpi: 203, start: 1, title: 'Packbench', run: 12_345, rehearsal: false, madeAt: 0, timeZone: 'UTC', words: englishDeskWords, content })).pdf).pages
  expect(beyond(page!)).toEqual([])
  expect(page!.said.flatMap(({ text }) => text.trim().split(' · '))).toEqual(expect.arrayContaining(['2000', 'AAAA0000', '10000']))
})

describe.each(papersOf.pick_list)('a pick list on %s', (paper) => {
  it.each([[888, 3, '888+?×'], [88_888, 1, '88888+?×'], [8_888_888, 0, '8888888×']] as const)('says of %i pieces and %i unknown every digit', async (count, uncounted, text) => {
    const pages = await pickList(paper, { count, uncounted })
    const number = pages[0]!.said.find((one) => one.text === text)
    const name = pages[0]!.said.find((one) => one.text === 'MUG-350')
    expect(name!.x).toBeGreaterThan(number!.glyphs.at(-1)!.x + number!.size * 0.55)
  })

  it('names every place of a run that needs the goods, however many they are', async () => {
    const places = Array.from({ length: 1500 }, (_, i) => 10_001 + i * 2)
    const pages = await pickList(paper, { places: places.join(', ') })
    expect(pages.flatMap(beyond)).toEqual([])
    const said = pages.flatMap((page) => page.said.map(({ text }) => text)).join('\n')
    expect([...said.matchAll(/\b1\d{4}\b/gu)].map(([place]) => Number(place))).toEqual(places)
    for (const { said: lines, height } of pages) expect(Math.max(...lines.map(({ y }) => y))).toBeLessThan(height - 10)
  })
})
