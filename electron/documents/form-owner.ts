import { countryLine } from './address-lines.ts'
import type { CustomsForm, DeskInput } from './desk-input.ts'
import type { Form } from './form.ts'
import { mm } from './papers.ts'
import { plainBars, squareCode } from './sheet-codes.ts'
import { fill } from './slip-words.ts'

const width = 74 * mm
/** How high it is with the square code, and without, with the space above it. */
const [whole, bare] = [33 * mm, 24 * mm]

/**
 * Beneath a customs form, what brings it onto the right parcel: the pick code as bars, the square code of its first order, by
 * which a form that is out of date says so when it is scanned, the number in the run and the country. Bars that a scanner needs
 * wide take the square's place, and on lower labels there is none; where there is no room for the bars, nothing is put there.
 * @param room from there to the edge of the paper, in points
 */
export function formOwner(sheet: Form, form: CustomsForm, input: DeskInput, { x, y, room }: { readonly x: number; readonly y: number; readonly room: number }): void {
  if (room < bare) return
  const top = y + 3 * mm
  const bars = plainBars(form.pickCode, input)
  const barsX = x + width - bars.width
  sheet.add((canvas) => { bars.draw(canvas, barsX, top + 0.5 * mm) })
  sheet.say({ x: barsX, y: top + 0.5 * mm + bars.height + 0.5, width: bars.width, height: 5 * mm }, form.pickCode, [9], { weight: 'bold', align: 'center' })

  const run = input.run === null ? [] : [fill(input.words.run, { run: input.run })]
  const whose = [...run, ...(form.country === null ? [] : [countryLine(form.country)])].join('\n')
  if (room < whole) {
    const beside = width - bars.width - 6 * mm
    sheet.say({ x, y: top, width: beside, height: 11 * mm }, String(form.position), [26, 20, 16], { weight: 'bold' })
    sheet.say({ x, y: top + 11 * mm, width: beside, height: 9 * mm }, whose, [7.5, 6.5, 6, 5])
    return
  }
  const square = squareCode('qr', form.squareCode, input, 20 * mm, true)
  // A square of wide dots keeps away from the form's frame, and what stands beneath it moves down; large digits begin 1.9 mm beneath the edge of their field.
  const down = Math.max(0, square.quiet + 0.4 * mm - 3 * mm)
  const beneath = Math.max(20 * mm, down + square.height + square.quiet - 1.5 * mm)
  const fits = x + square.width + square.quiet <= barsX - bars.quiet && 3 * mm + beneath + 10 * mm <= room
  const below = top + (fits ? beneath : 20 * mm)
  if (fits) sheet.add((canvas) => { square.draw(canvas, x, top + down) })
  sheet.say({ x, y: below, width: 28 * mm, height: 10 * mm }, String(form.position), [24, 20, 16, 12], { weight: 'bold', whole: true })
  sheet.say({ x: x + width - 45 * mm, y: below + 0.5 * mm, width: 45 * mm, height: 9 * mm }, whose, [8.5, 7.5, 6.5, 6, 5], { align: 'right' })
}
