import { beforeAll, describe, expect, it } from 'vitest'
import { PdfRaster, type DotPage } from '../../../electron/documents/pdf-raster.ts'
import { readLogo } from '../../../electron/documents/logo.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { drawPages } from '../../../electron/printing/windows/draw-pages.ts'
import { WindowsError, type Abilities, type Dots, type Form, type PageDevice, type PagesWanted, type Sheet } from '../../../electron/printing/windows/spooler.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { slipFor, slipsInput, squareCodeOf } from '../../fixtures/slips.ts'
import { readCodes, runsOf, type Raster } from '../documents/render-pdf.ts'

/** A driver that lays out the paper it is asked for where it can, and keeps what is drawn on it as paper does. */
class PaperDriver {
  readonly did: string[] = []
  /** Of each page that came out: the whole sheet in colours, 0xRRGGBB. */
  readonly sheets: Uint32Array[] = []
  readonly depths: Array<Dots['depth']> = []
  sheet: Sheet
  readonly abilities: () => Abilities
  /** What breaks with the so-manieth call. */
  breaks: { readonly call: string; readonly nth: number } | null = null
  /** Sheets that it lays out for what it is asked, other than that. */
  readonly lays: (form: Form) => Partial<Sheet>

  constructor(sheet: Sheet, colour = false, lays: (form: Form) => Partial<Sheet> = () => ({})) {
    this.sheet = sheet
    this.abilities = () => ({ forms: [{ form: 9, width: 2100, height: 2970 }], least: null, most: null, dots: [], colour })
    this.lays = lays
  }

  openPages(queue: string, form: Form): PageDevice {
    this.did.push(`open ${queue} ${JSON.stringify(form)}`)
    const sheet = { ...this.sheet, ...this.lays(form) }
    let page: Uint32Array | null = null
    const call = (name: string): void => {
      this.did.push(name)
      if (this.breaks?.call === name && this.did.filter((one) => one === name).length === this.breaks.nth) throw new WindowsError(name, 31, 'A device attached to the system is not functioning.')
    }
    return {
      sheet,
      begin: (title) => {
        call(`begin ${title}`)
        return 12
      },
      startPage: () => {
        call('startPage')
        page = new Uint32Array(sheet.width * sheet.height).fill(0xffffff)
      },
      lay: ({ width, height, depth, rows }, x, y, times) => {
        call('lay')
        this.depths.push(depth)
        const stride = depth === 1 ? Math.ceil(width / 32) * 4 : Math.ceil((width * 3) / 4) * 4
        expect(rows.length).toBe(stride * height)
        for (let row = 0; row < height * times; row++) {
          for (let column = 0; column < width * times; column++) {
            const [toX, toY] = [x + column + sheet.left, y + row + sheet.top]
            // Nothing is printed beyond the part that the driver can print on.
            if (page === null || x + column < 0 || y + row < 0 || toX >= sheet.width - sheet.left || toY >= sheet.height - sheet.top) continue
            const at = Math.floor(row / times) * stride
            const column1 = Math.floor(column / times)
            const byte = (i: number): number => rows[at + column1 * 3 + i] ?? 0
            page[toY * sheet.width + toX] = depth === 1 ? ((rows[at + (column1 >> 3)] ?? 0) & (0x80 >> (column1 & 7))) === 0 ? 0xffffff : 0 : byte(0) | (byte(1) << 8) | (byte(2) << 16)
          }
        }
      },
      endPage: () => {
        call('endPage')
        if (page !== null) this.sheets.push(page)
      },
      end: () => { call('end') }, abort: () => { call('abort') }, close: () => { call('close') }
    }
  }

  raster(index: number): Raster {
    const { width, height } = { ...this.sheet }
    const sheet = this.sheets[index]
    if (sheet === undefined) throw new Error(`no page ${String(index)}`)
    return { width, height, dots: Uint8Array.from(sheet, (shade) => shade & 0xff) }
  }
}

const label203: Sheet = { across: 203, down: 203, width: 799, height: 1199, left: 8, top: 12 }
/** How many dots that can be printed on are another colour than in the page. */
function otherDots(page: DotPage, printed: Raster, { left, top, width, height }: Sheet): number {
  let other = 0
  for (let y = top; y < Math.min(page.height, height - top); y++) {
    for (let x = left; x < Math.min(page.width, width - left); x++) {
      const black = ((page.bits[y * page.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
      if (black !== (printed.dots[y * printed.width + x] === 0)) other++
    }
  }
  return other
}

let sheets: readonly SlipSheet[]
let wanted: PagesWanted

beforeAll(async () => {
  sheets = addresses.filter((_, i) => i % 20 === 0).map((one, i, all) => slipFor(one, i, all.length))
  wanted = { queue: 'Zebra', port: 'USB001', pdf: (await makeSlips(slipsInput(sheets))).pdf, title: 'Packbench 47', media: '100x150', copies: 1, pages: null }
})

describe('pages on a printer of Windows', () => {
  it('lie dot for dot where they were looked at, however much of the edge the printer leaves free', async () => {
    const driver = new PaperDriver(label203)
    expect(await drawPages(driver, wanted)).toBe(12)
    expect(driver.sheets).toHaveLength(sheets.length)
    const looked = await PdfRaster.open(wanted.pdf)
    for (const [i, sheet] of sheets.entries()) {
      const page = looked.page(i, 203)
      const printed = driver.raster(i)
      expect(otherDots(page, printed, label203)).toBe(0)
      const codes = await readCodes(printed)
      expect(codes.map((code) => [code.format, code.text]).sort()).toEqual([['Code128', sheet.pickCode], ['QRCode', squareCodeOf(sheet)]])
    }
    looked.close()
    expect(driver.depths.every((depth) => depth === 1)).toBe(true)
    expect([driver.did[0], driver.did[1], driver.did.at(-2), driver.did.at(-1)]).toEqual(['open Zebra {"width":1000,"height":1500}', 'begin Packbench 47', 'end', 'close'])
  })

  it('have bars of whole dots on a printer that has more than anybody sees', async () => {
    const driver = new PaperDriver({ across: 720, down: 720, width: 2835, height: 4252, left: 0, top: 0 })
    await drawPages(driver, { ...wanted, pages: { first: 2, last: 2 } })
    expect(driver.sheets).toHaveLength(1)
    const printed = driver.raster(0)
    const bars = (await readCodes(printed)).find(({ format }) => format === 'Code128')
    expect(bars?.text).toBe(sheets[1]?.pickCode)
    const runs = runsOf(printed, Math.round(((bars?.top ?? 0) + (bars?.bottom ?? 0)) / 2), bars?.left, (bars?.right ?? 0) + 1).slice(1, -1)
    // Drawn at 360 and doubled.
    expect(runs.length).toBeGreaterThan(50)
    expect(runs.every(({ length }) => length % 2 === 0)).toBe(true)
  })

  it('come out as often as asked, one whole set after the other', async () => {
    const driver = new PaperDriver(label203)
    await drawPages(driver, { ...wanted, copies: 2, pages: { first: 1, last: 2 } })
    expect(driver.sheets).toHaveLength(4)
    for (const i of [0, 1]) expect(driver.sheets[i + 2]).toEqual(driver.sheets[i])
    expect(driver.sheets[1]).not.toEqual(driver.sheets[0])
  })

  it('have their pictures in colours where the printer has them, and everything else black on white', async () => {
    const logo = readLogo(pngOf(320, 120))
    const [someone] = addresses
    if (logo.kind === 'problem' || someone === undefined) throw new Error('no slip with a logo')
    const { pdf } = await makeSlips(slipsInput([slipFor(someone, 0, 1, { logo: 'disc' })], { paper: 'a4', logos: { disc: logo.png } }))
    const a4: Sheet = { across: 203, down: 203, width: 1678, height: 2374, left: 0, top: 0 }
    const print = async (colour: boolean) => {
      const driver = new PaperDriver(a4, colour)
      await drawPages(driver, { ...wanted, pdf, media: 'a4' })
      const coloured = [...driver.sheets[0] ?? []].filter((shade) => (shade & 0xff) - (shade >> 16) > 80).length
      return { driver, depths: [...new Set(driver.depths)], coloured, codes: (await readCodes(driver.raster(0))).length, form: driver.did[0] }
    }
    // The disc of the logo is blue.
    expect(await print(true)).toMatchObject({ depths: [1, 24], coloured: expect.toSatisfy((count: number) => count > 1000) as unknown, codes: 2, form: 'open Zebra {"form":9}' })
    const black = await print(false)
    expect(black).toMatchObject({ depths: [1], coloured: 0, codes: 2, form: 'open Zebra {"form":9}' })
    // A sheet of this size is drawn in two parts, which meet without a seam.
    expect(black.driver.depths).toHaveLength(2)
    const looked = await PdfRaster.open(pdf)
    expect(otherDots(looked.page(0, 203), black.driver.raster(0), a4)).toBeLessThan(10)
    looked.close()
  })

  it('are asked for in each way that drivers know, until one lays out the paper', async () => {
    const driver = new PaperDriver(label203, false, (form) => ('form' in form && form.form === 256 ? {} : { width: 1678, height: 2374 }))
    await drawPages(driver, { ...wanted, pages: { first: 1, last: 1 } })
    expect(driver.did.slice(0, 4)).toEqual(['open Zebra {"width":1000,"height":1500}', 'close', 'open Zebra {"width":1000,"height":1500,"form":256}', 'begin Packbench 47'])
  })

  it('are not printed on other paper: nothing is begun, and it is said which paper the driver has', async () => {
    const driver = new PaperDriver({ ...label203, width: 1678, height: 2374 })
    await expect(drawPages(driver, wanted)).rejects.toMatchObject({ code: 'sheet_other', params: { printer: 'Zebra', width: 210, height: 297 } })
    expect(driver.did.filter((one) => !one.startsWith('open'))).toEqual(['close', 'close'])
  })

  it('of which none was begun are an error that says that nothing came out', async () => {
    for (const breaks of [{ call: 'begin Packbench 47', nth: 1 }, { call: 'startPage', nth: 1 }]) {
      const driver = new PaperDriver(label203)
      driver.breaks = breaks
      await expect(drawPages(driver, wanted)).rejects.toMatchObject({ code: 'print_failed', params: { printer: 'Zebra' } })
      expect(driver.did.at(-1)).toBe('close')
    }
  })

  it('that break off say how far they may have come, and the rest is thrown away', async () => {
    for (const [call, nth, handed] of [['lay', 1, 1], ['endPage', 2, 2], ['startPage', 3, 2]] as const) {
      const driver = new PaperDriver(label203)
      driver.breaks = { call, nth }
      await expect(drawPages(driver, wanted)).rejects.toMatchObject({ code: 'print_broke_off', params: { printer: 'Zebra', handed } })
      expect(driver.did.slice(-2)).toEqual(['abort', 'close'])
    }
    const atTheEnd = new PaperDriver(label203)
    atTheEnd.breaks = { call: 'end', nth: 1 }
    await expect(drawPages(atTheEnd, wanted)).rejects.toMatchObject({ params: { handed: sheets.length } })
  })
})
