import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { code128, dataMatrix, qrCode } from '../../../electron/documents/barcodes.ts'
import { Canvas } from '../../../electron/documents/canvas.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'
import { readCodes, renderPages } from './render-pdf.ts'

/** Texts whose code says something else: what draws them is wrong about these. */
const wrong = new Set<string>()
const make = { code128, qr: qrCode, datamatrix: dataMatrix } as const
const drawRight: Canvas['code'] = Reflect.get<typeof Canvas.prototype, 'code'>(Canvas.prototype, 'code')
beforeAll(() => {
  vi.spyOn(Canvas.prototype, 'code').mockImplementation(function (this: Canvas, ...[modules, x, y, dots, said, options]) {
    const spoilt = `${said.text.slice(0, -1)}${said.text.endsWith('7') ? '8' : '7'}`
    return drawRight.call(this, wrong.has(said.text) ? make[said.kind](spoilt) : modules, x, y, dots, said, options)
  })
})
afterAll(() => { vi.restoreAllMocks() })

const sheets: readonly SlipSheet[] = addresses.slice(0, 6).map((address, i) => slipFor(address, i, 6))
const [, second, , fourth] = sheets
if (second === undefined || fourth === undefined) throw new Error('no sheets')

describe.each(['100x150', 'a4', 'a4-4up'] as const)('a sheet on %s whose code does not say what it should', (paper) => {
  it('is not made, and its order is told with the code; the others are made', async () => {
    wrong.clear()
    wrong.add(second.pickCode).add(squareCodeOf(fourth))
    const made = await makeSlips(slipsInput([...sheets], { paper }))
    expect(made.sheets.map(({ problems }) => problems)).toEqual([[], [{ field: 'pick_code', why: 'not_verified' }], [], [{ field: 'order_id', why: 'not_verified' }], [], []])
    expect(made.sheets.filter(({ pages }) => pages === 0).map(({ position }) => position)).toEqual([2, 4])
    const read: string[] = []
    for (const raster of await renderPages(made.pdf, 203)) read.push(...(await readCodes(raster)).map(({ text }) => text))
    const left = sheets.filter((sheet) => sheet !== second && sheet !== fourth)
    expect(read.sort()).toEqual(left.flatMap((sheet) => [sheet.pickCode, squareCodeOf(sheet)]).sort())
  })
})

it('an order’s slip is not made without its label', async () => {
  wrong.clear()
  // The Data Matrix stands on the label alone, with the same text as the slip's QR code.
  wrong.add(second.pickCode)
  const made = await makeSlips(slipsInput([second, fourth], { paper: '100x150', parts: ['slip', 'address', 'codes'] }))
  expect(made.sheets.map(({ pages }) => pages)).toEqual([0, 3])
  expect(made.pages).toBe(3)
})

it.each([203, 300, 600] as const)('a further paper on the narrowest roll has its whole mark, and leaves the codes free, at %i dpi', async (dpi) => {
  wrong.clear()
  const languages = ['fr', 'de', 'ru', 'ar'] as const
  const copies = languages.map((language, i) => slipFor(addresses[i] ?? addresses[0]!, 1000 + i, 2000, { language, copy: 2, run: 4711 }))
  const made = await makeSlips(slipsInput(copies, { paper: '62mm', dpi }))
  expect(made.sheets.map(({ problems }) => problems)).toEqual([[], [], [], []])
  for (const page of readPdf(made.pdf).pages) {
    const mark = page.said.find(({ text }) => text === 'COPY 2')
    expect(mark?.gray).toBe(1)
    expect(page.said.some(({ text }) => text.includes('4711'))).toBe(true)
  }
})
