import { beforeAll, describe, expect, it } from 'vitest'
import { PdfFile } from '../../../electron/documents/pdf-file.ts'
import { faceOf, typeset } from '../../../electron/documents/text/fonts.ts'
import { lines } from '../../fixtures/lines.ts'
import { drawn, inOrder, keyOfFont, shaped } from './font-oracle.ts'
import { readPdf, type ReadPdf } from './read-pdf.ts'

const size = 20
const box = { width: 700, height: 60 }

/** Every line on a page of its own, and what comes back of it. */
describe('two hundred lines, as HarfBuzz shapes each by itself', () => {
  let pdf: ReadPdf
  const all = lines.flatMap(([font, country, rtl, texts]) => texts.map((text) => ({ font, country, rtl, text: text.normalize('NFC') })))

  beforeAll(async () => {
    const file = new PdfFile({ title: 'Lines', createdAt: 0, dpi: 300, language: 'en' })
    for (const { text, country } of all) {
      const [line] = typeset(text, { size, weight: 'regular' }, box.width, country).lines
      file.addPage(box, (canvas) => { if (line !== undefined) canvas.text(line, 20, 40, size) })
    }
    pdf = readPdf(await file.finish())
  })

  it('are two hundred, in every font but those of signs', () => {
    expect(all.length).toBeGreaterThanOrEqual(200)
    expect(new Set(all.map(({ text, country }) => `${country} ${text}`)).size).toBe(all.length)
  })

  it.each(lines.map(([font, country]) => [font, country] as const))('come back character by character, from the same glyphs in the same places: %s, %s', (font, country) => {
    all.forEach((one, i) => {
      if (one.font !== font || one.country !== country) return
      const [line, ...more] = pdf.pages[i]?.said ?? []
      if (line === undefined) throw new Error(`nothing was drawn of ${one.text}`)
      expect(more).toEqual([])
      expect(line.text).toBe(one.text)
      expect(new Set(line.glyphs.map((glyph) => keyOfFont.get(glyph.font))), one.text).toEqual(new Set([font]))
      const { shapes } = shaped(font, one.text, one.rtl, size, line.x)
      const [seen, right] = [inOrder(drawn(pdf, line)), inOrder(shapes)]
      expect(seen.map(({ outline }) => outline), one.text).toEqual(right.map(({ outline }) => outline))
      // Fonts of Han number their glyphs anew in a document, all others leave them their numbers.
      if (faceOf(font, 'regular').keepsNumbers) expect(seen.map(({ id }) => id), one.text).toEqual(right.map(({ id }) => id))
      seen.forEach((shape, at) => {
        // A fiftieth of a point at 20 points: what kerning in whole thousandths leaves.
        expect(Math.abs(shape.x - (right[at]?.x ?? 0)), one.text).toBeLessThan(0.02)
        expect(Math.abs(shape.rise - (right[at]?.rise ?? 0)), one.text).toBeLessThan(0.02)
      })
    })
  })
})
