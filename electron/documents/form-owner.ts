import { countryLine } from './address-lines.ts'
import { barDotsOn, BarcodeError, barHeight, code128, qrCode, qrDotsFor, quiet, type Modules } from './barcodes.ts'
import type { CustomsForm, DeskInput } from './desk-input.ts'
import type { Form } from './form.ts'
import { mm } from './papers.ts'
import { fill } from './slip-words.ts'

const width = 74 * mm
/** How high it is with the square code, and without, with the space above it. */
const [whole, bare] = [33 * mm, 24 * mm]

/** A square code and its dots per module; `null` where the text has none that scans in so much room. */
function squareOf(text: string, input: DeskInput, room: number): { readonly modules: Modules; readonly dots: number } | null {
  try {
    const modules = qrCode(text)
    return { modules, dots: qrDotsFor(modules, input, room) }
  } catch (error) {
    if (!(error instanceof BarcodeError)) throw error
    return null
  }
}

/**
 * Beneath a customs form, what brings it onto the right parcel: the pick code as bars, the square code of its first order, by
 * which a form that is out of date says so when it is scanned, the number in the run and the country. Bars that a scanner needs
 * wide take the square's place, and on lower labels there is none; where there is no room for the bars, nothing is put there.
 * @param room from there to the edge of the paper, in points
 */
export function formOwner(sheet: Form, form: CustomsForm, input: DeskInput, { x, y, room }: { readonly x: number; readonly y: number; readonly room: number }): void {
  if (room < bare) return
  const top = y + 3 * mm
  const bars = code128(form.pickCode)
  const dots = barDotsOn(input)
  const dot = 72 / input.dpi
  const wide = (bars[0]?.length ?? 0) * dots * dot
  const barsX = x + width - wide
  sheet.add((canvas) => { canvas.code(bars, barsX, top + 0.5 * mm, dots, { kind: 'code128', text: form.pickCode }, { height: barHeight, ownDots: true }) })
  sheet.say({ x: barsX, y: top + 0.5 * mm + barHeight + 0.5, width: wide, height: 5 * mm }, form.pickCode, [9], { weight: 'bold', align: 'center' })

  const run = input.run === null ? [] : [fill(input.words.run, { run: input.run })]
  const whose = [...run, ...(form.country === null ? [] : [countryLine(form.country)])].join('\n')
  if (room < whole) {
    const beside = width - wide - 6 * mm
    sheet.say({ x, y: top, width: beside, height: 11 * mm }, String(form.position), [26, 20, 16], { weight: 'bold' })
    sheet.say({ x, y: top + 11 * mm, width: beside, height: 9 * mm }, whose, [7.5, 6.5, 6, 5])
    return
  }
  const square = squareOf(form.squareCode, input, 20 * mm)
  if (square !== null && x + (square.modules.length + quiet.qr) * square.dots * dot <= barsX - quiet.code128 * dots * dot) {
    sheet.add((canvas) => { canvas.code(square.modules, x, top, square.dots, { kind: 'qr', text: form.squareCode }, { ownDots: true }) })
  }
  sheet.say({ x, y: top + 20 * mm, width: 28 * mm, height: 10 * mm }, String(form.position), [24, 20, 16, 12], { weight: 'bold', whole: true })
  sheet.say({ x: x + width - 45 * mm, y: top + 20.5 * mm, width: 45 * mm, height: 9 * mm }, whose, [8.5, 7.5, 6.5, 6, 5], { align: 'right' })
}
