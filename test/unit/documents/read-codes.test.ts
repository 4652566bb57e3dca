import bwip from 'bwip-js/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code128, dataMatrix, qrCode, type Modules } from '../../../electron/documents/barcodes.ts'
import type { Grid } from '../../../electron/documents/verify/grid.ts'
import { readCode128 } from '../../../electron/documents/verify/read-code128.ts'
import { readDataMatrix } from '../../../electron/documents/verify/read-data-matrix.ts'
import { readQr } from '../../../electron/documents/verify/read-qr.ts'

const gridOf = (modules: Modules): Grid => ({ columns: modules[0]?.length ?? 0, rows: modules.length, dark: Uint8Array.from(modules.flat(), Number) })

/** The same code as bwip-js draws it, which shares nothing with what is read or drawn here. */
function byBwip(kind: string, text: string, options: string): Grid {
  const code = bwip.raw(kind, text, options)[0]
  if (code !== undefined && 'pixs' in code) return { columns: code.pixx, rows: code.pixy, dark: Uint8Array.from(code.pixs) }
  if (code === undefined || !('sbs' in code)) throw new Error('nothing was drawn')
  const dark = code.sbs.flatMap((width, i) => new Array<number>(width).fill(i % 2 === 0 ? 1 : 0))
  return { columns: dark.length, rows: 1, dark: Uint8Array.from(dark) }
}

const ascii = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((point) => String.fromCharCode(point)), minLength: 1, maxLength: 120 })
const letters = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFO-'), minLength: 1, maxLength: 60 })
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 60 })
const lower = fc.string({ unit: fc.constantFrom(...'abcdef 0123456789'), minLength: 1, maxLength: 60 })
const texts = fc.oneof(ascii, letters, digits, lower)

const kinds = [
  ['Code 128', (text: string) => gridOf(code128(text)), readCode128, ['code128', '']],
  ['QR code', (text: string) => gridOf(qrCode(text)), readQr, ['qrcode', 'eclevel=M fixedeclevel']],
  ['Data Matrix', (text: string) => gridOf(dataMatrix(text)), readDataMatrix, ['datamatrix', 'format=square']]
] as const

describe.each(kinds)('reading a %s', (_, draw, read, [kind, options]) => {
  it('gives the text that it was drawn of, here and by bwip-js', () => {
    fc.assert(fc.property(texts, (text) => { expect(read(draw(text))).toBe(text) }), { numRuns: 150 })
    fc.assert(fc.property(letters, (text) => { expect(read(byBwip(kind, text, options))).toBe(text) }), { numRuns: 15 })
  })

  it('notices every single module that is another', () => {
    const text = 'O-5C3D1A2B4E5F60718293A4B5-1A2B3C4D-X'
    const whole = draw(text)
    for (let at = 0; at < whole.dark.length; at++) {
      const dark = whole.dark.slice()
      dark[at] = 1 - (dark[at] ?? 0)
      expect(() => read({ ...whole, dark }), `module ${String(at)}`).toThrow()
    }
  })

  it('refuses what has no size of such a code', () => {
    for (const side of [0, 1, 9, 19, 23]) expect(() => read({ columns: side, rows: side, dark: new Uint8Array(side * side) })).toThrow()
  })
})

it('reads the largest codes that fit a label', () => {
  for (const length of [100, 160, 210]) {
    const text = Array.from({ length }, (_, i) => String.fromCharCode(33 + (i * 31) % 90)).join('')
    expect(readQr(gridOf(qrCode(text)))).toBe(text)
    expect(readDataMatrix(gridOf(dataMatrix(text)))).toBe(text)
  }
})
