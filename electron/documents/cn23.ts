import { amount, cn22Words, cn23Words as words, kilograms, totalOf } from './customs-words.ts'
import type { CustomsForm, DeskInput } from './desk-input.ts'
import { Form, type Field } from './form.ts'
import { formOwner } from './form-owner.ts'
import { momentIn } from './moments.ts'
import { mm, type PageBox } from './papers.ts'
import { numberBars } from './sheet-codes.ts'
import { SheetText } from './sheet-text.ts'
import { fill } from './slip-words.ts'

/** The form lies on half a sheet of A4, whatever the paper: 138 × 196 mm. */
const [width, height] = [138 * mm, 196 * mm]

/** The form CN 23 on a sheet, at its top, beneath it, where there is room, what brings it onto the right parcel. `isWhole` says whether everything stands on it. */
export function cn23(form: CustomsForm, input: DeskInput, box: PageBox): Form {
  const sheet = new Form(new SheetText(form.country))
  const x = Math.max(5 * mm, (box.width - width) / 2)
  const top = 6 * mm
  const labelled = (field: Field, label: string, value: string, { sizes = [9, 8, 7, 6, 5.5], labelHeight = 3.6 * mm, weight = 'regular', whole = false }: { readonly sizes?: readonly number[]; readonly labelHeight?: number; readonly weight?: 'regular' | 'bold'; readonly whole?: boolean } = {}): void => {
    sheet.frame(field)
    sheet.say({ ...field, y: field.y + 0.8, height: labelHeight }, label, [6, 5.5, 5, 4.5, 4, 3.6])
    sheet.say({ ...field, y: field.y + labelHeight + 0.6, height: field.height - labelHeight - 1.2 }, value, sizes, { weight, whole })
  }
  sheet.frame({ x, y: top, width, height })
  sheet.say({ x, y: top + 1 * mm, width: width * 0.75, height: 6 * mm }, words.title, [10.5, 9.5], { weight: 'bold' })
  sheet.say({ x: x + width * 0.75, y: top + 0.5 * mm, width: width * 0.25, height: 8 * mm }, words.name, [16], { weight: 'bold', align: 'right' })
  sheet.say({ x, y: top + 6 * mm, width: width * 0.6, height: 4 * mm }, words.opened, [6.5, 6])
  if (form.rehearsal) sheet.say({ x: x + width * 0.5, y: top + 6.4 * mm, width: width * 0.5, height: 4 * mm }, `${input.words.rehearsal} · ${input.words.rehearsalHint}`, [7, 6, 5], { weight: 'bold', align: 'right' })

  const people = top + 10.5 * mm
  const half = width / 2
  labelled({ x, y: people, width: half, height: 30 * mm }, words.from, form.sender.join('\n'))
  labelled({ x: x + half, y: people, width: half, height: 30 * mm }, words.to, form.recipient.join('\n'), { sizes: [9.5, 9, 8, 7, 6, 5.5] })
  const next = people + 30 * mm
  item(sheet, form, input, { x, y: next, width: half, height: 24 * mm })
  labelled({ x: x + half, y: next, width: half, height: 8 * mm }, words.senderReference, form.joomId, { sizes: [8, 7, 6] })
  labelled({ x: x + half, y: next + 8 * mm, width: half, height: 8 * mm }, words.importerReference, '', { labelHeight: 6 * mm })
  labelled({ x: x + half, y: next + 16 * mm, width: half, height: 8 * mm }, words.importerPhone, form.phone ?? '', { sizes: [8.5, 7.5, 6.5] })

  const table = next + 24 * mm
  const shares = [0.33, 0.09, 0.12, 0.17, 0.17, 0.12]
  const [head, rows] = [8 * mm, 46 * mm]
  const left = (column: number): number => x + width * shares.slice(0, column).reduce((sum, share) => sum + share, 0)
  shares.forEach((share, i) => {
    sheet.frame({ x: left(i), y: table, width: share * width, height: head + rows })
    sheet.say({ x: left(i), y: table + 0.4 * mm, width: share * width, height: head - 0.8 * mm }, words.columns[i] ?? '', [5.5, 5, 4.5, 4])
  })
  sheet.line(x, table + head, width)
  const each = Math.min(12 * mm, rows / Math.max(1, form.rows.length))
  form.rows.forEach((one, i) => {
    const values = [one.description, String(one.quantity), kilograms(one.netGrams), amount(one.value, one.currency), one.hsCode, one.origin]
    values.forEach((value, column) => { sheet.say({ x: left(column), y: table + head + i * each + 1, width: (shares[column] ?? 0) * width, height: each - 1.5 }, value, [9, 8, 7, 6, 5.5], { align: column === 0 || column > 3 ? 'left' : 'right', whole: column > 0 }) })
  })
  const totals = table + head + rows
  labelled({ x, y: totals, width: left(2) - x, height: 11 * mm }, words.charges, '')
  labelled({ x: left(2), y: totals, width: width * 0.12, height: 11 * mm }, words.totalWeight, kilograms(form.rows.reduce((sum, one) => sum + one.netGrams, 0)), { weight: 'bold', labelHeight: 5.4 * mm, whole: true })
  labelled({ x: left(3), y: totals, width: x + width - left(3), height: 11 * mm }, words.totalValue.replace('\n', ' / '), totalOf(form), { weight: 'bold', whole: true })

  const category = totals + 11 * mm
  const categoryHeight = 19 * mm
  sheet.frame({ x, y: category, width: half, height: categoryHeight })
  sheet.say({ x, y: category + 0.8, width: half, height: 3.4 * mm }, words.category, [6, 5.5])
  cn22Words.categories.forEach(([key, said], i) => {
    const [cx, cy] = [x + 1.5 * mm + (i % 2) * half * 0.48, category + 4.6 * mm + Math.floor(i / 2) * 4.6 * mm]
    sheet.tick(cx, cy, 3 * mm, key === 'sale')
    sheet.say({ x: cx + 3.4 * mm, y: cy - 0.2 * mm, width: half * 0.42, height: 4 * mm }, said, [6, 5.5, 5, 4.5, 4])
  })
  labelled({ x: x + half, y: category, width: half, height: 9.5 * mm }, words.comments, '')
  const third = half / 3
  ;[words.licence, words.certificate, words.invoice].forEach((said, i) => { labelled({ x: x + half + i * third, y: category + 9.5 * mm, width: third, height: 9.5 * mm }, said, '') })

  const last = category + categoryHeight
  const lastHeight = top + height - last
  labelled({ x, y: last, width: width * 0.36, height: lastHeight }, words.office, momentIn(input.madeAt, 'en-GB', input.timeZone).split(',')[0] ?? '', { sizes: [8.5, 7.5], labelHeight: 6 * mm })
  sheet.frame({ x: x + width * 0.36, y: last, width: width * 0.64, height: lastHeight })
  sheet.say({ x: x + width * 0.36, y: last + 0.6 * mm, width: width * 0.64, height: 15 * mm }, words.certified, [6, 5.6, 5.2, 4.8])
  sheet.say({ x: x + width * 0.36, y: last + 16 * mm, width: width * 0.64, height: 3.6 * mm }, words.signature, [6, 5.5])
  formOwner(sheet, form, input, { x, y: top + height, room: box.height - top - height })
  return sheet
}

/** The number of the item as bars, where it has one that bars carry; beside it the place in the run and the pick code. */
function item(sheet: Form, form: CustomsForm, input: DeskInput, field: Field): void {
  sheet.frame(field)
  sheet.say({ ...field, y: field.y + 0.8, height: 3.4 * mm }, words.item, [6, 5.5])
  const number = form.trackingNumber ?? ''
  const bars = numberBars(number, input)
  // Within the frame's lines.
  const fits = bars !== null && bars.width + 2 * bars.quiet + 1 <= field.width
  if (fits) sheet.add((canvas) => { bars.draw(canvas, field.x + (field.width - bars.width) / 2, field.y + 4.2 * mm) })
  sheet.say({ ...field, y: field.y + (fits ? 17.2 : 6) * mm, height: fits ? 3.6 * mm : 8 * mm }, number, [9, 8, 7, 6], { weight: 'bold', align: 'center' })
  const place = [String(form.position), ...(input.run === null ? [] : [fill(input.words.run, { run: input.run })]), form.pickCode].join(' · ')
  sheet.say({ ...field, y: field.y + 20.4 * mm, height: 3.4 * mm }, place, [6.5, 6])
}
