import type { LabelStock } from './zpl.ts'

/**
 * A label in the printer's own letters and lines that shows whether size and place are right: a frame on its very edge, a ruler
 * of ten-millimetre steps from both edges, and a code. A side of the frame that is not there is cut off.
 */
export function testLabel({ width, height, shiftX, shiftY }: LabelStock, dpi: number): string {
  const step = dpi / 2.54
  const dot = Math.max(2, Math.round(dpi / 100))
  const at = (x: number, y: number): string => `^FO${String(Math.max(0, Math.round(x) + shiftX))},${String(Math.max(0, Math.round(y) + shiftY))}`
  const box = (x: number, y: number, w: number, h: number, thick = dot): string => `${at(x, y)}^GB${String(Math.round(w))},${String(Math.round(h))},${String(thick)}^FS`
  const letters = Math.round(dpi / 8)
  const say = (x: number, y: number, text: string): string => `${at(x, y)}^A0N,${String(letters)},${String(letters)}^FD${text}^FS`
  const across = Array.from({ length: Math.floor((width - 1) / step) }, (_, i) => i + 1)
  const down = Array.from({ length: Math.floor((height - 1) / step) }, (_, i) => i + 1)
  return [
    `^XA^CI28^MUD^PON^LRN^FWN^LH0,0^PW${String(width)}^LL${String(height)}`,
    box(0, 0, width, height),
    ...across.map((n) => box(n * step, 0, dot, dpi / 10)), ...down.map((n) => box(0, n * step, dpi / 10, dot)),
    ...across.filter((n) => n % 2 === 0 && n * step < width - dpi / 4).map((n) => say(n * step - letters / 2, dpi / 9, String(n * 10))), ...down.filter((n) => n % 2 === 0 && n * step < height - dpi / 4).map((n) => say(dpi / 9, n * step - letters / 2, String(n * 10))),
    say(dpi / 2, dpi / 3, `Packbench ${String(dpi)} dpi`),
    `${at(dpi / 2, dpi / 2)}^BY${String(Math.max(2, Math.round(dpi / 100)))},3,${String(Math.round(dpi / 4))}^BCN,${String(Math.round(dpi / 4))},N,N,N,N^FD>:TEST^FS`,
    '^PQ1^XZ\n'
  ].join('\n')
}
