import { beforeAll, describe, expect, it } from 'vitest'
import { compactFont } from '../../../electron/documents/text/compact-font.ts'
import { faceOf, typeset } from '../../../electron/documents/text/fonts.ts'
import { PageMaker } from '../../../electron/documents/page-maker.ts'
import { PdfWriter } from '../../../electron/documents/pdf-writer.ts'
import { fontKeys } from '../../../electron/documents/text/font-files.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { sheetOf } from '../../bench/paper/orders.ts'
import { settings } from '../../bench/paper/settings.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { outlineDistance, polygonsOf } from './outline-distance.ts'
import { original } from './font-oracle.ts'
import { readCff } from './read-cff.ts'
import { readPdf, type ReadPdf } from './read-pdf.ts'
import { readCodes, renderPages } from './render-pdf.ts'

/** Labels of every script, each made by itself, and the same as the first of two: by itself a page is compact. */
const chosen = addresses.filter((_, i) => i % 4 === 0)
const sheets = chosen.map((address, i) => slipFor(address, i, chosen.length))

describe('a page that is a document by itself', () => {
  let alone: readonly { readonly pdf: Uint8Array; readonly read: ReadPdf }[]
  let together: ReadPdf

  beforeAll(async () => {
    alone = await Promise.all(sheets.map(async (sheet) => {
      const { pdf } = await makeSlips(slipsInput([sheet]))
      return { pdf, read: readPdf(pdf) }
    }))
    together = readPdf((await makeSlips(slipsInput(sheets))).pdf)
  })

  it('says the same in the same places as among others, glyph by glyph', () => {
    let glyphs = 0
    alone.forEach(({ read }, i) => {
      const [seen, right] = [read.pages[0]?.said ?? [], together.pages[i]?.said ?? []]
      expect(seen.map(({ text, x, y, size, gray }) => ({ text, x, y, size, gray }))).toEqual(right.map(({ text, x, y, size, gray }) => ({ text, x, y, size, gray })))
      seen.forEach((line, at) => {
        expect(line.glyphs.map(({ x, y }) => [x, y]), line.text).toEqual(right[at]?.glyphs.map(({ x, y }) => [x, y]))
        glyphs += line.glyphs.length
      })
    })
    expect(glyphs).toBeGreaterThan(3000)
  })

  it('has one font, of one byte a glyph, and is small', () => {
    for (const { pdf, read } of alone) {
      expect([...read.fontFiles.keys()]).toEqual(['Packbench'])
      expect(pdf.length).toBeLessThan(11_000)
    }
    expect(alone.reduce((sum, { pdf }) => sum + pdf.length, 0) / alone.length).toBeLessThan(9000)
  })

  // The largest of each script among the benchmark's two hundred labels.
  it.each([
    ['latin', 123], ['world', 124], ['world', 194], ['world', 74], ['world', 107], ['world', 35],
    ['all', 50], ['all', 146], ['all', 139], ['all', 127], ['all', 51], ['all', 131]
  ] as const)('takes ten thousand bytes at most: %s, label %s of the benchmark', async (script, n) => {
    const { pdf } = await makeSlips({ ...settings, paper: '100x150', sheets: [sheetOf(n, 1, script, 1)] })
    expect(pdf.length).toBeLessThanOrEqual(10_000)
  })

  it('looks the same, and its codes are read', async () => {
    const [first, last] = [sheets[0], sheets.find(({ addressLines }) => addressLines.some((line) => /\p{sc=Han}/u.test(line)))]
    if (first === undefined || last === undefined) throw new Error('no addresses')
    const pair = await renderPages((await makeSlips(slipsInput([first, last]))).pdf, 203)
    for (const [i, sheet] of [first, last].entries()) {
      const [own] = await renderPages((await makeSlips(slipsInput([sheet]))).pdf, 203)
      const long = pair[i]
      if (own === undefined || long === undefined) throw new Error('no page')
      let [ink, other, most] = [0, 0, 0]
      long.dots.forEach((dot, at) => {
        const apart = Math.abs(dot - (own.dots[at] ?? 255))
        ink += 255 - dot
        other += apart
        most = Math.max(most, apart)
      })
      expect(other / ink).toBeLessThan(0.02)
      // A dot at the edge of a letter may be lighter or darker, and none is inside instead of outside.
      expect(most).toBeLessThan(128)
      expect((await readCodes(own)).map(({ text }) => text).sort()).toEqual([sheet.pickCode, squareCodeOf(sheet)].sort())
    }
  })

  it('is whole where glyphs of it were told with a page that was not kept', () => {
    const [line] = typeset('Kept', { size: 10, weight: 'regular' }, 100, 'DE').lines
    const maker = new PageMaker({ dpi: 203 })
    const chunks: Uint8Array[] = []
    const writer = new PdfWriter({ title: 'T', createdAt: 0, language: 'en' }, (chunk) => { chunks.push(chunk) })
    const draw = (): ReturnType<PageMaker['draw']> => maker.draw({ width: 200, height: 100 }, (canvas) => { if (line !== undefined) canvas.text(line, 10, 20, 10) })
    draw()
    writer.append(maker.take())
    maker.put(draw())
    writer.append(maker.take())
    writer.finish()
    const read = readPdf(Buffer.concat(chunks))
    expect(read.pages.map(({ said }) => said.map(({ text }) => text))).toEqual([['Kept']])
    expect([...read.fontFiles.keys()]).toEqual(['Packbench'])
  })

  it('is as every other document where it has more glyphs than a font of one byte has', async () => {
    const all = Array.from({ length: 260 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('')
    const sheet = slipFor({ name: 'N', street1: 'S', street2: null, city: 'C', state: null, zip: null, country: 'CN', phone: null }, 0, 1, { items: [{ name: all, sku: 'S', color: null, size: null, quantity: 1, productId: null }] })
    const made = await makeSlips(slipsInput([sheet], { paper: 'a4' }))
    const read = readPdf(made.pdf)
    expect(read.pages).toHaveLength(1)
    expect(read.fontFiles.size).toBeGreaterThan(1)
    expect(read.pages[0]?.said.map(({ text }) => text).join('')).toContain(all)
  })
})

/** Sizes of type with how far outlines may be off in them, in thousandths of the size: a quarter of a dot at 600 dots an inch, but what the grid asks for at least. */
const offs = [[30, 1.8], [12.5, 2.4], [7.5, 4]] as const
/** What is added by measuring straight parts of curves. */
const measuring = 0.25

describe('the font of such a page', () => {
  it.each(fontKeys)('draws outlines that are hardly other than in the font file, and says their widths: %s', (key) => {
    const [face, { fontkit }] = [faceOf(key, 'regular'), original(key)]
    const step = Math.ceil(fontkit.numGlyphs / 6)
    const ids = Array.from({ length: Math.floor((fontkit.numGlyphs - 1) / step) }, (_, i) => 1 + i * step)
    const glyphs = offs.flatMap(([size, off]) => ids.map((id, i) => ({ face, id, size, off, characters: i % 3 === 2 ? '' : 'a' }))).sort((a, b) => Number(a.characters === '') - Number(b.characters === ''))
    const cff = readCff(compactFont('Test', glyphs, [[60, glyphs.length]], face.about.box))
    const font = cff.open()
    expect(cff.glyphs).toBe(glyphs.length + 1)
    glyphs.forEach(({ id, size, off, characters }, i) => {
      const [own, what] = [cff.glyphOf(60 + i), `${String(id)}, ${String(size)} points`]
      expect(own).toBe(i + 1)
      const [drawn, whole] = [polygonsOf(font, own, cff.unitsPerEm), polygonsOf(fontkit, id, fontkit.unitsPerEm)]
      expect(drawn.length, what).toBe(whole.filter((polygon) => new Set(polygon.map(String)).size > 2).length)
      if (drawn.length > 0) expect(outlineDistance(drawn, whole), what).toBeLessThan(off + measuring)
      // Archives ask that it is within a thousandth of what the document says.
      expect(Math.abs(cff.widthOf(own) - (fontkit.getGlyph(id).advanceWidth * 1000) / fontkit.unitsPerEm), what).toBeLessThan(1.001)
      // Readers that do not know the document's table look for characters in the glyph's name.
      expect(font.getGlyph(own).name.startsWith('_')).toBe(characters === '')
    })
  })
})
