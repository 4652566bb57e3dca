import { amount, cn22Words as words, kilograms, totalOf } from './customs-words.ts'
import type { CustomsForm, DeskInput } from './desk-input.ts'
import { Form } from './form.ts'
import { formOwner } from './form-owner.ts'
import { momentIn } from './moments.ts'
import { mm } from './papers.ts'
import { SheetText } from './sheet-text.ts'

const [width, height] = [74 * mm, 105 * mm]

/**
 * The form CN 22, 74 × 105 mm, in the left upper corner of a label; beneath it, where there is room, what
 * brings it onto the right parcel. `isWhole` says whether everything stands on it.
 */
export function cn22(form: CustomsForm, input: DeskInput, label: { readonly width: number; readonly height: number }): Form {
  const text = new SheetText(form.country)
  const sheet = new Form(text)
  const [x, y] = [(label.width - width) / 2, 5 * mm]
  sheet.frame({ x, y, width, height })
  sheet.say({ x, y: y + 1 * mm, width: width * 0.72, height: 8 * mm }, words.title.join('\n'), [8.5], { weight: 'bold' })
  sheet.say({ x: x + width * 0.68, y: y + 1 * mm, width: width * 0.32, height: 8 * mm }, words.name, [15], { weight: 'bold', align: 'right' })
  // Practice paper says so where a form for the post says that it may be opened.
  sheet.say({ x, y: y + 8.6 * mm, width, height: 4 * mm }, form.rehearsal ? `${input.words.rehearsal} · ${input.words.rehearsalHint}` : words.opened, [6.5, 6], { weight: form.rehearsal ? 'bold' : 'regular' })
  sheet.line(x, y + 12.5 * mm, width)
  words.categories.forEach(([key, said], i) => {
    const [cx, cy] = [x + 1.5 * mm + (i % 2) * width * 0.44, y + 14 * mm + Math.floor(i / 2) * 4.6 * mm]
    sheet.tick(cx, cy, 3 * mm, key === 'sale')
    sheet.say({ x: cx + 2.8 * mm, y: cy - 0.7 * mm, width: width * (i % 2 === 0 ? 0.41 : 0.5), height: 4.6 * mm }, said, [6, 5.5, 5])
  })
  const table = y + 28 * mm
  const columns = [0.52, 0.21, 0.27].map((share) => share * width)
  const head = 8.5 * mm
  const heads = [words.contents, words.weight, words.value]
  const rowsHeight = 24 * mm
  columns.reduce((left, wide, i) => {
    sheet.frame({ x: left, y: table, width: wide, height: head + rowsHeight })
    sheet.say({ x: left, y: table + 0.4 * mm, width: wide, height: head - 0.8 * mm }, heads[i] ?? '', [5.5, 5, 4.5, 4])
    return left + wide
  }, x)
  sheet.line(x, table + head, width)
  const each = rowsHeight / Math.max(1, form.rows.length)
  form.rows.forEach((one, i) => {
    const top = table + head + i * each
    const say = (column: number, said: string, whole = true): void => { sheet.say({ x: x + columns.slice(0, column).reduce((sum, w) => sum + w, 0), y: top + 0.6 * mm, width: columns[column] ?? 0, height: each - 0.7 * mm }, said, [8.5, 8, 7, 6, 5.5], { align: whole ? 'right' : 'left', whole }) }
    say(0, `${String(one.quantity)}\u00A0× ${one.description}`, false)
    say(1, `${kilograms(one.netGrams)}\u00A0kg`)
    say(2, amount(one.value, one.currency))
  })
  const tariff = table + head + rowsHeight
  const low = 17.5 * mm
  const grams = form.rows.reduce((sum, one) => sum + one.netGrams, 0)
  const cells = [
    { said: words.tariff, value: form.rows.map((one) => `${one.hsCode}\u00A0${one.origin}`).filter((one, i, all) => all.indexOf(one) === i).join('\n') },
    { said: words.totalWeight, value: `${kilograms(grams)}\u00A0kg` }, { said: words.totalValue, value: totalOf(form) }
  ]
  columns.reduce((left, wide, i) => {
    sheet.frame({ x: left, y: tariff, width: wide, height: low })
    sheet.say({ x: left, y: tariff + 0.4 * mm, width: wide, height: 8.4 * mm }, cells[i]?.said ?? '', [5, 4.5, 4])
    sheet.say({ x: left, y: tariff + 8.8 * mm, width: wide, height: low - 9 * mm }, cells[i]?.value ?? '', [9, 8, 7, 6, 5.5, 5], { weight: 'bold', align: i === 0 ? 'left' : 'right', whole: true })
    return left + wide
  }, x)
  const rest = tariff + low
  sheet.say({ x, y: rest + 0.4 * mm, width, height: 17 * mm }, words.certified, [5.4, 5.2, 5, 4.7], { leading: 1.12 })
  sheet.say({ x, y: rest + 17.2 * mm, width, height: 3.4 * mm }, words.signature, [5.5, 5])
  const signed = [momentIn(input.madeAt, 'en-GB', input.timeZone).split(',')[0] ?? '', ...form.sender.slice(0, 1)].join(' · ')
  sheet.say({ x, y: rest + 20.8 * mm, width: width * 0.7, height: 5 * mm }, signed, [7.5, 7, 6, 5])

  formOwner(sheet, form, input, { x, y: y + height, room: label.height - y - height })
  return sheet
}
