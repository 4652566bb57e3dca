import { describe, expect, it } from 'vitest'
import { barDots, barHeight, code128, dataMatrix, qrCode } from '../../../electron/documents/barcodes.ts'
import { Canvas, type SaidCode } from '../../../electron/documents/canvas.ts'
import { mm, pageBoxes } from '../../../electron/documents/papers.ts'
import { PdfFonts } from '../../../electron/documents/pdf-fonts.ts'
import { PdfImages } from '../../../electron/documents/pdf-images.ts'
import type { CodeDots } from '../../../electron/documents/slip.ts'
import { unverifiedCodes } from '../../../electron/documents/verify/unverified-codes.ts'

const box = pageBoxes['100x150']
const bars: SaidCode = { kind: 'code128', text: 'AB12CD34' }
const qr: SaidCode = { kind: 'qr', text: 'O-5C3D1A2B4E5F60718293A4B5-1A2B3C4D-X' }
const matrix: SaidCode = { kind: 'datamatrix', text: qr.text }
const drawBars = (canvas: Canvas, { x = 20, y = 300, dots = barDots[203], height = barHeight, said = bars, drawn = bars.text } = {}): void => { canvas.code(code128(drawn), x, y, dots, said, { height }) }
const drawQr = (canvas: Canvas, { x = 100, y = 60, dots = 5, said = qr, drawn = qr.text } = {}): void => { canvas.code(qrCode(drawn), x, y, dots, said) }
const drawMatrix = (canvas: Canvas, { x = 100, y = 180, dots = 5, said = matrix, drawn = matrix.text } = {}): void => { canvas.code(dataMatrix(drawn), x, y, dots, said) }

function unverified(draw: (canvas: Canvas) => void, change: (content: string) => string = (content) => content, least?: CodeDots): string[] {
  const canvas = new Canvas(new PdfFonts(), new PdfImages(), 203, box)
  draw(canvas)
  return unverifiedCodes({ box, dpi: 203, least, streams: [Buffer.from(change(Buffer.concat([canvas.common, canvas.content]).toString('latin1')), 'latin1')], codes: canvas.codes, ink: canvas.ink }).map(({ kind }) => kind)
}
const all = (canvas: Canvas): void => { drawBars(canvas); drawQr(canvas); drawMatrix(canvas) }

/** Turns one module round, of the nth code on the page. */
const flipped = (nth: number, module: number) => (content: string): string => {
  const starts = [...content.matchAll(/IM true(\/F\/AHx)? ID /gu)]
  const found = starts[nth]
  if (found === undefined) throw new Error('no such code')
  const from = found.index + found[0].length
  if (found[1] !== undefined) {
    const at = from + (module >> 3) * 2
    const byte = parseInt(content.slice(at, at + 2), 16) ^ (0x80 >> (module & 7))
    return content.slice(0, at) + byte.toString(16).padStart(2, '0') + content.slice(at + 2)
  }
  const at = from + (module >> 3)
  return content.slice(0, at) + String.fromCharCode(content.charCodeAt(at) ^ (0x80 >> (module & 7))) + content.slice(at + 1)
}

describe('codes of a page, read again', () => {
  it('are as they have to be where nothing is wrong', () => {
    expect(unverified(all)).toEqual([])
    expect(unverified((canvas) => { canvas.fixed(() => { all(canvas) }) })).toEqual([])
    expect(unverified((canvas) => { canvas.within(10, 10, all) })).toEqual([])
  })

  it.each([[0, 'code128'], [1, 'qr'], [2, 'datamatrix']] as const)('are refused where a module was turned round on the page: code %i', (nth, kind) => {
    // Row by row, each row beginning with a byte of its own: of bars the one row, of squares one in the middle.
    for (const module of nth === 0 ? [0, 40, 100] : [0, 12 * 32 + 9, 15 * 32 + 20]) expect(unverified(all, flipped(nth, module))).toEqual([kind])
  })

  it('are refused where they say something else, or are not there', () => {
    expect(unverified((canvas) => { drawBars(canvas, { drawn: 'AB12CD35' }) })).toEqual(['code128'])
    expect(unverified((canvas) => { drawQr(canvas, { drawn: qr.text.replace('O-', 'R-') }) })).toEqual(['qr'])
    expect(unverified((canvas) => { drawMatrix(canvas, { drawn: `${matrix.text}0` }) })).toEqual(['datamatrix'])
    expect(unverified(all, () => '')).toEqual(['code128', 'qr', 'datamatrix'])
    // A code of another order on the page does not stand for the one that is missing.
    expect(unverified((canvas) => { drawBars(canvas); drawBars(canvas, { y: 200, said: { kind: 'code128', text: 'ZZ99ZZ99' } }) })).toEqual(['code128'])
  })

  it('are refused where their light space is not on the page', () => {
    expect(unverified((canvas) => { drawBars(canvas, { x: 5 }) })).toEqual(['code128'])
    expect(unverified((canvas) => { drawBars(canvas, { x: box.width - 50 }) })).toEqual(['code128'])
    expect(unverified((canvas) => { drawQr(canvas, { y: 3 }) })).toEqual(['qr'])
    expect(unverified((canvas) => { drawMatrix(canvas, { y: box.height - 41 }) })).toEqual(['datamatrix'])
  })

  it('are refused where anything stands in their light space, or on them', () => {
    const size = (25 * 5 * 72) / 203
    for (const [x, y] of [[92, 80], [101, 61], [100 + size + 1, 80], [110, 55], [110, 60 + size + 1]] as const) {
      expect(unverified((canvas) => { drawQr(canvas); canvas.rectangle(x, y, 2, 0.5) }), `${String(x)} ${String(y)}`).toEqual(['qr'])
    }
    expect(unverified((canvas) => { drawQr(canvas); drawBars(canvas, { y: 60 + size + 1 }) })).toEqual(['qr'])
    expect(unverified((canvas) => { drawBars(canvas); canvas.rectangle(15, 305, 1, 1) })).toEqual(['code128'])
    // Above and below bars there may be words.
    expect(unverified((canvas) => { drawBars(canvas); canvas.rectangle(15, 300 + barHeight + 1, 200, 1); canvas.rectangle(15, 298, 200, 1) })).toEqual([])
  })

  it('are refused where they are too small, too low, or beside the printer’s dots', () => {
    expect(unverified((canvas) => { drawBars(canvas, { dots: 2 }) })).toEqual(['code128'])
    expect(unverified((canvas) => { drawBars(canvas, { height: 8 * mm }) })).toEqual(['code128'])
    expect(unverified((canvas) => { drawQr(canvas, { dots: 3 }) })).toEqual(['qr'])
    // As many as a scanner was found to need, where that is more than usual.
    const asDrawn = (content: string): string => content
    expect(unverified(all, asDrawn, { bars: 3, squares: 5 })).toEqual([])
    expect(unverified(all, asDrawn, { bars: 4, squares: 0 })).toEqual(['code128'])
    expect(unverified(all, asDrawn, { bars: 0, squares: 6 })).toEqual(['qr', 'datamatrix'])
    const moved = (content: string): string => content.replace(/^(q [\d.]+ 0 0 [\d.]+ )([\d.]+)/mu, (_, before: string, x: string) => `${before}${(Number(x) + 0.1).toFixed(3)}`)
    const wider = (content: string): string => content.replace(/^q ([\d.]+)/mu, (_, width: string) => `q ${(Number(width) * 1.02).toFixed(3)}`)
    for (const change of [moved, wider]) expect(unverified((canvas) => { drawBars(canvas) }, change)).toEqual(['code128'])
  })
})
