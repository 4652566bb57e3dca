import { benchCommands, commandCodeOf } from '../domain/command-code.ts'
import { barDotsOn, barHeight, code128, CodeTooWide, quiet } from './barcodes.ts'
import type { Canvas } from './canvas.ts'
import type { DeskInput } from './desk-input.ts'
import { listFrame } from './list-frame.ts'
import { drawDown, heightOf } from './list-rows.ts'
import { listPages, listStyles, type DrawnPages } from './list-sheet.ts'
import { mm } from './papers.ts'
import { drawLine, paragraphRows, row, type Row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'

/** What a code does needs this much beside it, in points; where there is less it stands above. */
const roomForWords = 25 * mm

/**
 * Codes that a scanner says instead of a key, one under the other with room between: a scanner that is held badly reads no
 * neighbour. What a code does stands beside it, on narrow paper above it.
 * @throws CodeTooWide where a code does not fit on the paper with the light space beside it
 */
export function commandCardPages(input: DeskInput, text: SheetText): DrawnPages {
  const { words, dpi } = input
  const frame = listFrame(input.paper)
  const { whole, narrow, rule } = frame
  const { size, bold, regular } = listStyles(frame)
  const dots = barDotsOn(input)
  const rows = benchCommands.map((command): Row => {
    const code = commandCodeOf(command)
    const modules = code128(code)
    const width = ((modules[0]?.length ?? 0) * dots * 72) / dpi
    const light = (quiet.code128 * dots * 72) / dpi
    if (width + 2 * light > frame.width) throw new CodeTooWide('A command’s code is wider than the paper')
    const { says, does } = words.commands[command]
    const bars = (canvas: Canvas, x: number, y: number): void => {
      const box = canvas.code(modules, x, y, dots, { kind: 'code128', text: code }, { height: barHeight, ownDots: true })
      for (const line of text.set(code, regular(9), width).lines.slice(0, 1)) drawLine(canvas, line, box.x, box.y + box.height + 1, box.width, regular(9), 'center', { tracking: 1.5 })
    }
    const room = whole.width - width - 2 * mm - Math.max(6 * mm, light + 0.5 * mm)
    if (narrow || room < roomForWords) {
      const name = text.set(says, bold(16, 1.2), whole.width)
      const after = ((name.lines[0]?.width ?? 0) * size(16)) / 1000 + 2.5 * mm
      const word = paragraphRows(name, whole.x, whole.width, bold(16, 1.2))
      // As high as the word, so that both stand on one line.
      const what = regular(8.5, (size(16) * 1.3) / size(8.5))
      const beside = paragraphRows(text.set(does, what, whole.width - after), whole.x + after, whole.width - after, what)
      const said = beside.length === 1 ? word : [...word, ...paragraphRows(text.set(does, regular(8.5, 1.25), whole.width), whole.x, whole.width, regular(8.5, 1.25))]
      const beneath = heightOf(said) + 0.8 * mm
      return row(beneath + barHeight + 5 * mm, (canvas, y) => {
        drawDown(canvas, said, y)
        if (beside.length === 1) drawDown(canvas, beside, y)
        bars(canvas, whole.x + (whole.width - width) / 2, y + beneath)
      })
    }
    const right = whole.x + whole.width - width - 2 * mm
    const name = text.fit(says, bold(20), [20, 17, 14, 12, 10].map(size), room)
    const what = paragraphRows(text.set(does, regular(10), room), whole.x, room, regular(10))
    return row(31 * mm, (canvas, y) => {
      bars(canvas, right, y + 5 * mm)
      for (const line of name.paragraph.lines.slice(0, 1)) drawLine(canvas, line, whole.x, y + 6 * mm, room, name.style)
      drawDown(canvas, what, y + 15 * mm)
      canvas.rectangle(whole.x, y + 31 * mm - rule, whole.width, rule)
    })
  })
  return listPages(input, { title: words.commandCard, facts: [words.commandHint], rows }, text)
}
