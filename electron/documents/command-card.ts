import { benchCommands, commandCodeOf } from '../domain/command-code.ts'
import { barDotsOn, barHeight, code128 } from './barcodes.ts'
import type { DeskInput } from './desk-input.ts'
import { listBold, listFrame, listPages, listRegular, type DrawnPages } from './list-sheet.ts'
import { mm } from './papers.ts'
import { drawLine, row } from './rows.ts'
import type { SheetText } from './sheet-text.ts'

/** Codes that a scanner says instead of a key, one under the other with room between: a scanner that is held badly reads no neighbour. */
export function commandCardPages(input: DeskInput, text: SheetText): DrawnPages {
  const { words, dpi } = input
  const { whole, scale } = listFrame(input.paper)
  const [bold, regular] = [(size: number) => listBold(size * scale), (size: number) => listRegular(size * scale)]
  const dots = barDotsOn(input)
  const rows = benchCommands.map((command) => {
    const modules = code128(commandCodeOf(command))
    const width = ((modules[0]?.length ?? 0) * dots * 72) / dpi
    const { says, does } = words.commands[command]
    const right = whole.x + whole.width - width - 2 * mm
    const room = right - whole.x - 6 * mm
    return row(31 * mm, (canvas, y) => {
      const box = canvas.code(modules, right, y + 5 * mm, dots, { kind: 'code128', text: commandCodeOf(command) }, { height: barHeight, ownDots: true })
      for (const line of text.set(commandCodeOf(command), regular(9), width).lines.slice(0, 1)) drawLine(canvas, line, box.x, box.y + box.height + 1, box.width, regular(9), 'center', { tracking: 1.5 })
      const name = text.fit(says, bold(20), [20, 17, 14, 12, 10].map((size) => size * scale), room)
      for (const line of name.paragraph.lines.slice(0, 1)) drawLine(canvas, line, whole.x, y + 6 * mm, room, name.style)
      text.set(does, regular(10), room).lines.forEach((line, i) => { drawLine(canvas, line, whole.x, y + 15 * mm + i * 10 * scale * 1.3, room, regular(10)) })
      canvas.rectangle(whole.x, y + 31 * mm - 0.5, whole.width, 0.5)
    })
  })
  return listPages(input, { title: words.commandCard, facts: [words.commandHint], rows }, text)
}
