import { ladderOf, rulersOn, rungKinds, rungText, widthOf, type Rulers, type Rung, type RungKind } from '../domain/calibration.ts'
import { keyboardBars, keyboardSquare } from '../domain/scanner-keys.ts'
import { code128, dataMatrix, qrCode, quiet, type Modules } from './barcodes.ts'
import { drawEdges, drawRulers } from './calibration-rulers.ts'
import type { Canvas, SaidCode } from './canvas.ts'
import type { DeskContent, DeskInput } from './desk-input.ts'
import { listBold, listRegular, type DrawnPages } from './list-sheet.ts'
import { labelFrames, longestCut, mm, pageBoxes, type PageBox } from './papers.ts'
import { drawLine, paginate, paragraphRows, row, space, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'
import type { Column } from './slip-rows.ts'
import { fill } from './slip-words.ts'
import type { Resolution } from './slip.ts'

type Calibration = Extract<DeskContent, { kind: 'calibration' }>

/** A code to be placed, and what stands beneath it. All lengths in points. */
interface Item {
  readonly width: number
  readonly height: number
  readonly quiet: number
  readonly label: string
  readonly draw: (canvas: Canvas, x: number, y: number) => void
}

const makers: Readonly<Record<RungKind, { readonly make: (text: string) => Modules; readonly light: number; readonly said: SaidCode['kind'] }>> = {
  bars: { make: code128, light: quiet.code128, said: 'code128' }, qr: { make: qrCode, light: quiet.qr, said: 'qr' }, datamatrix: { make: dataMatrix, light: quiet.dataMatrix, said: 'datamatrix' }
}
const barsHigh = 7.5 * mm
/** Between two codes there is room enough that a scanner that is held to one does not read the other. */
const between = 5 * mm
const labelSize = 6.5

function codeItem(kind: RungKind, text: string, dots: number, dpi: Resolution, label: string, told: boolean): Item {
  const { make, light, said } = makers[kind]
  const modules = make(text)
  const [columns, dot] = [modules[0]?.length ?? 0, 72 / dpi]
  const height = kind === 'bars' ? barsHigh : modules.length * dots * dot
  return {
    width: columns * dots * dot, height, quiet: light * dots * dot, label,
    draw: (canvas, x, y) => { canvas.on(dpi, () => { canvas.code(modules, x, y, dots, { kind: said, text }, { ownDots: !told, ...(kind === 'bars' ? { height: barsHigh } : {}) }) }) }
  }
}

/** Codes beside each other as far as there is room, with their labels beneath; the next ones below them. One that is wider than the paper is left out. */
function itemRows(items: readonly Item[], text: SheetText, whole: Column): Row[] {
  const lines: { readonly items: (Item & { readonly x: number })[]; end: number }[] = []
  for (const item of items) {
    // Labels are never narrower than what they say.
    const wide = Math.max(item.width, ...text.set(item.label, listRegular(labelSize), 400).lines.map((line) => (line.width * labelSize) / 1000)) + 2 * item.quiet
    if (item.width + 2 * item.quiet > whole.width + 6 * mm) continue
    const last = lines.at(-1)
    if (last !== undefined && last.end + between + wide <= whole.width) {
      last.items.push({ ...item, x: last.end + between + item.quiet })
      last.end += between + wide
    } else lines.push({ items: [{ ...item, x: Math.min(item.quiet, Math.max(0, whole.width - item.width - item.quiet)) }], end: wide })
  }
  return lines.flatMap((line) => {
    const high = Math.max(...line.items.map(({ height }) => height))
    return [row(high + labelSize * 1.5, (canvas: Canvas, y: number) => {
      for (const item of line.items) {
        item.draw(canvas, whole.x + item.x, y)
        for (const said of text.set(item.label, listRegular(labelSize), 400).lines.slice(0, 1)) drawLine(canvas, said, whole.x + item.x, y + item.height + 1, 400, listRegular(labelSize))
      }
    }), space(between)]
  })
}

function pageBoxOf(paper: DeskInput['paper']): { readonly width: number; readonly height: number | null; readonly side: number } {
  if (paper === 'a4' || paper === 'letter' || paper === 'a5') return { ...pageBoxes[paper], side: 12 * mm }
  return labelFrames[paper]
}

/**
 * A sheet that tells what a printer and a scanner can do: its edges, two rulers, codes that show how the scanner's keys arrive,
 * and ladders of codes that become narrower, each saying its own width. It is never moved: it shows how far the printer is off.
 * On labels the rulers have a page of their own.
 */
export function calibrationPages(input: DeskInput, content: Calibration, text: SheetText): DrawnPages {
  const words = input.words.calibration
  const { width, height, side } = pageBoxOf(input.paper)
  const rulers = rulersOn(input.paper)
  const large = width >= 140 * mm
  const whole: Column = { x: side, width: width - 2 * side }
  // On narrow paper the stair at the right edge stands beside the words.
  const first: Column = { x: (rulers.left + 12) * mm, width: width - Math.max(side, 10 * mm) - (rulers.left + 12) * mm }
  const at = large ? first : whole
  const say = (said: string, style: ReturnType<typeof listBold>, column: Column, keep = false): Row[] => paragraphRows(text.set(said, style, column.width), column.x, column.width, style).map((one) => ({ ...one, keep }))

  const ladder = (dpi: Resolution, kind: RungKind): Row[] => {
    const label = (rung: Rung): string => fill(words.rung, { dots: rung.dots, width: widthOf(rung).toFixed(2) })
    return [...say(fill(words[kind], { dpi }), listBold(8), at, true), { ...space(1.5 * mm), keep: true }, ...itemRows(ladderOf(dpi, kind).map((rung) => codeItem(kind, rungText(rung), rung.dots, dpi, label(rung), content.told && dpi === input.dpi)), text, at)]
  }
  const wide = (dots: Partial<Record<Resolution, number>>): number => dots[input.dpi] ?? 3
  const roomy = at.width > 75 * mm
  const intro: Row[] = [
    ...say(words.title, listBold(large ? 15 : 11), first), ...say(words.about, listRegular(large ? 9 : 7.5), first), space(2 * mm),
    ...(content.dpis.length > 1 ? stripeRows(text, words.stripes, first) : [])
  ]
  const codes: Row[] = [
    ...say(words.keys, listBold(8), at, true), { ...space(1.5 * mm), keep: true },
    ...itemRows([codeItem('qr', keyboardSquare, wide(roomy ? { 203: 4, 300: 6, 600: 12 } : { 203: 4, 300: 5, 600: 10 }), input.dpi, words.square, content.told), ...keyboardBars.map((said, i) => codeItem('bars', said, wide(roomy ? { 203: 3, 300: 4, 600: 8 } : { 203: 2, 300: 3, 600: 6 }), input.dpi, `${words.part} ${String(i + 1)}`, content.told))], text, at),
    ...content.dpis.flatMap((dpi) => rungKinds.flatMap((kind) => ladder(dpi, kind)))
  ]
  const most = height ?? longestCut
  const areaTop = (rulers.top + 11) * mm
  const bottom = most - 12 * mm
  const firstFlow = paginate(large ? [...intro, space(3 * mm), ...codes] : intro, (page) => ({ top: page === 0 ? areaTop : 14 * mm, bottom }))
  const flow = large ? firstFlow : [...firstFlow, ...paginate(codes, () => ({ top: 7 * mm, bottom: most - 8 * mm }))]
  const pages = flow.map((placed, i) => {
    const end = Math.max(0, ...placed.map((one) => one.y + one.row.height))
    const box: PageBox = { width, height: height ?? Math.ceil(i === 0 ? Math.max(end + 10 * mm, (rulers.top + rulers.down + 12) * mm) : end + 7 * mm) }
    const draw = (canvas: Canvas): void => {
      if (i === 0) firstPage(canvas, text, box, rulers)
      for (const { row: one, y } of placed) one.draw(canvas, y)
    }
    return { box, draw }
  })
  return { pages }
}

function firstPage(canvas: Canvas, text: SheetText, box: PageBox, rulers: Rulers): void {
  drawEdges(canvas, text, box)
  drawRulers(canvas, text, rulers)
}

/** Stripes say nothing; no printer is told of them, and nobody reads this page's codes again. */
const noCode: SaidCode = { kind: 'code128', text: '' }

/** Lines of one dot with one dot between, on the dots of either printer: on others they run together here and there. */
function stripeRows(text: SheetText, said: string, column: Column): Row[] {
  const [wide, high] = [12 * mm, 6 * mm]
  return [
    ...paragraphRows(text.set(said, listBold(8), column.width), column.x, column.width, listBold(8)).map((one) => ({ ...one, keep: true })),
    row(high + 2 * mm, (canvas, y) => {
      for (const [i, dpi] of ([203, 300] as const).entries()) {
        const x = column.x + i * (wide + 10 * mm)
        const modules = [Array.from({ length: Math.floor((wide * dpi) / 72) }, (_, n) => n % 2 === 0)]
        for (const line of text.set(i === 0 ? 'A' : 'B', listBold(10), 100).lines) drawLine(canvas, line, x, y + 1.5 * mm, 100, listBold(10))
        canvas.on(dpi, () => { canvas.code(modules, x + 4 * mm, y + 1 * mm, 1, noCode, { height: high, ownDots: true }) })
      }
    })
  ]
}
