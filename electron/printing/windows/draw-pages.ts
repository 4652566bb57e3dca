import { Trouble } from '../../contract/result.ts'
import { blackBits } from '../../documents/black-bits.ts'
import { PdfRaster, type PageBand } from '../../documents/pdf-raster.ts'
import { colouredRows, pictureBox } from '../../documents/picture-dots.ts'
import type { Form, PageDevice, PagesWanted, Sheet, Winspool } from './spooler.ts'
import { formsFor, isPaper } from './windows-paper.ts'
import { windowsTrouble } from './windows-troubles.ts'

/** Above this pages are drawn in fewer dots, each as large as several of the printer's: nobody sees more, and it would be four times the memory. */
const finest = 600
/** Below this a printer that has no colours is one of labels, which knows black only; others mix greys and shades of their own. */
const shadesFrom = 400
/** Dots that are drawn at once: 8 MB of memory. */
const atOnce = 2_000_000

const multiple = (dots: number): number => Math.max(1, Math.ceil(dots / finest))

/** Lays one part of a page: black on white, and over it what has colours or greys. Bare paper is left out. */
function layBand(device: PageDevice, { shades, width, rows, top }: PageBand, shaded: boolean, times: number): void {
  const { sheet } = device
  const stride = Math.ceil(width / 32) * 4
  const bits = blackBits(shades, width, rows, stride)
  const y = top * times - sheet.top
  if (bits.some((byte) => byte !== 0)) device.lay({ width, height: rows, depth: 1, rows: bits }, -sheet.left, y, times)
  const box = shaded ? pictureBox(shades, width, rows) : null
  if (box !== null) device.lay({ width: box.width, height: box.rows, depth: 24, rows: colouredRows(shades, width, box) }, box.left * times - sheet.left, y + box.top * times, times)
}

/** Asks for paper in one way after the other, until the driver lays it out. @returns the last one where none did */
function openOnPaper(forms: readonly Form[], open: (form: Form) => PageDevice, isRight: (sheet: Sheet) => boolean): PageDevice {
  const [form, ...others] = forms
  if (form === undefined) throw new Error('No paper was asked for')
  const device = open(form)
  if (isRight(device.sheet) || others.length === 0) return device
  device.close()
  return openOnPaper(others, open, isRight)
}

const millimetres = ({ width, height, across, down }: Sheet) => ({ width: Math.round((width / across) * 25.4), height: Math.round((height / down) * 25.4) })

/**
 * Prints pages of a PDF as they were looked at: each from the left top corner of the paper, in the printer's own dots, never fitted.
 * All of it is drawn here, so that codes are as sharp as their dots, whatever the driver would make of them.
 * @returns the number of the job
 * @throws Trouble `sheet_other` where the driver lays out other paper than asked for, others as `windowsTrouble` has them: before anything was handed over, or with how many pages were
 */
export async function drawPages(winspool: Pick<Winspool, 'abilities' | 'openPages'>, { queue, port, pdf, title, media, copies, pages }: PagesWanted): Promise<number> {
  const raster = await PdfRaster.open(pdf)
  let device: PageDevice | null = null
  let begun = false
  let handed = 0
  try {
    const [first, last] = pages === null ? [0, raster.pages - 1] : [pages.first - 1, pages.last - 1]
    const indexes = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    const sizes = indexes.map((index) => raster.size(index))
    const abilities = winspool.abilities(queue, port)
    const forms = formsFor(media, Math.max(...sizes.map(({ height }) => height)), abilities)
    device = openOnPaper(forms, (form) => winspool.openPages(queue, form), (sheet) => isPaper(media, sizes, sheet))
    const { sheet } = device
    if (!isPaper(media, sizes, sheet)) throw new Trouble({ code: 'sheet_other', params: { printer: queue, ...millimetres(sheet) } })
    const times = Math.max(multiple(sheet.across), multiple(sheet.down))
    const dots = { across: sheet.across / times, down: sheet.down / times }
    const shaded = abilities.colour || Math.min(sheet.across, sheet.down) >= shadesFrom
    const id = device.begin(title)
    begun = true
    for (let copy = 0; copy < copies; copy++) {
      for (const [i, index] of indexes.entries()) {
        device.startPage()
        // From here on it may come out: many queues print what they have while they wait for the rest.
        handed = Math.max(handed, i + 1)
        const opened = device
        raster.bands(index, dots, atOnce, (band) => { layBand(opened, band, shaded, times) })
        device.endPage()
      }
    }
    device.end()
    begun = false
    return id
  } catch (error) {
    if (begun) device?.abort()
    throw windowsTrouble(error, queue, handed)
  } finally {
    device?.close()
    raster.close()
  }
}
