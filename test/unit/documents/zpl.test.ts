import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DotCode, DotPage } from '../../../electron/documents/pdf-raster.ts'
import { codeField } from '../../../electron/documents/zpl-codes.ts'
import { zplOf } from '../../../electron/documents/zpl.ts'
import { readGraphic } from '../../integration/printing/read-zpl.ts'

const still = { x: 0, y: 0 }
const bars = (text: string, symbols: number): DotCode => ({ kind: 'code128', text, x: 40, y: 1014, columns: (symbols + 2) * 11 + 13, rows: 1, module: 3, height: 102 })
const square = (kind: 'qr' | 'datamatrix', text: string, columns: number): DotCode => ({ kind, text, x: 634, y: 41, columns, rows: columns, module: 5, height: columns * 5 })
const textOf = (field: string | null): string | undefined => /\^FD(.*)\^FS$/u.exec(field ?? '')?.[1]

describe('a code as one of the printer’s own', () => {
  it('stands at its place, moved as the printer is set, in the page’s own dots', () => {
    expect(codeField(bars('K079JXHK', 8), still)).toBe('^FO40,1014^BY3,3,102^BCN,102,N,N,N,N^FH^FD>:K079JXHK^FS')
    expect(codeField(bars('K079JXHK', 8), { x: 8, y: -4 })).toMatch(/^\^FO48,1010\^BY/u)
    // One dot higher: the printer lays it lower by the height of the bars that was set last.
    expect(codeField(square('qr', '5c3d1a2b4e5f6071829a4b00', 25), still)).toBe('^FO634,40^BY5,3,1^BQN,2,5,M^FH^FDMA,5c3d1a2b4e5f6071829a4b00^FS')
    expect(codeField(square('datamatrix', '5c3d1a2b', 14), still)).toBe('^FO634,41^BXN,5,200,14,14^FH^FD5c3d1a2b^FS')
  })

  it('says characters that mean something to the printer so that they mean nothing', () => {
    expect(textOf(codeField(bars('a^b~c_d\\e>f', 11), still))).toBe('>:a_5Eb_7Ec_5Fd_5Ce>0f')
    expect(textOf(codeField(square('qr', 'a^b~c_d', 21), still))).toBe('MA,a_5Eb_7Ec_5Fd')
  })

  it('is made of digits by pairs', () => {
    expect(textOf(codeField(bars('12345678', 4), still))).toBe('>;12345678')
  })

  it.each([
    ['bars that change their set in the middle', bars('K3668XE1', 8)], ['bars of another length than the text takes', bars('K079JXHK', 9)], ['text beyond ASCII', bars('Ä1', 2)],
    ['a square code larger than its text needs', square('qr', 'short', 25)], ['a square code of text beyond ASCII', square('qr', 'ключ', 21)], ['one of modules that the printer does not know', { ...square('qr', 'abc', 21), module: 14 }],
    ['one at the very top', { ...square('qr', 'abc', 21), y: 0 }], ['a Data Matrix with the sign that escapes there', square('datamatrix', 'a_b~c', 12)], ['one larger than the printer is asked for', square('datamatrix', 'abc', 52)]
  ])('is printed in dots where the printer could draw another one: %s', (_what, code) => {
    expect(codeField(code, still)).toBeNull()
  })
})

describe('a page as a label', () => {
  const stock = { width: 96, height: 60, shiftX: 0, shiftY: 0 }
  const pageOf = (bits: Uint8Array, codes: DotCode[] = []): DotPage => ({ width: 96, height: 60, stride: 12, bits, codes })

  it('is burnt dot by dot, whatever the dots are', () => {
    const rows = fc.array(fc.oneof(fc.constant(0), fc.constant(255), fc.integer({ min: 0, max: 255 })), { minLength: 12, maxLength: 12 })
    fc.assert(fc.property(fc.array(fc.tuple(rows, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 12 }), (parts) => {
      const bits = new Uint8Array(12 * 60)
      bits.set(parts.flatMap(([row, times]) => Array.from({ length: times }, () => row)).slice(0, 60).flat())
      if (bits.every((byte) => byte === 0)) return
      const { raster } = readGraphic(zplOf(pageOf(bits), stock, 1))
      for (let at = 0; at < 96 * 60; at++) expect(raster.dots[at] === 0).toBe(((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0)
    }), { numRuns: 100 })
  })

  it('has a code once: as the printer’s own, or in dots', () => {
    const code: DotCode = { kind: 'code128', text: '1234', x: 3, y: 4, columns: 57, rows: 1, module: 1, height: 8 }
    const bits = new Uint8Array(12 * 60)
    bits.fill(0xff, 4 * 12, 12 * 12)
    const own = zplOf(pageOf(bits, [code]), stock, 1)
    expect(own).toContain('^BCN')
    const { raster } = readGraphic(own)
    for (let x = 0; x < 96; x++) expect(raster.dots[6 * 96 + x], String(x)).toBe(x >= 3 && x < 60 ? 255 : 0)
    const inDots = readGraphic(zplOf(pageOf(bits, [{ ...code, columns: 58 }]), stock, 1))
    expect(inDots.rest).not.toContain('^BCN')
    expect(inDots.raster.dots.slice(6 * 96, 7 * 96).every((dot) => dot === 0)).toBe(true)
  })

  it('that is empty is a label all the same, as often as asked', () => {
    expect(zplOf(pageOf(new Uint8Array(12 * 60)), stock, 3)).toMatch(/^\^XA\^CI28\^MUD\^PON\^LRN\^FWN\^LH0,0\^PW96\^LL60\n\^PQ3\^XZ\n$/u)
  })
})
