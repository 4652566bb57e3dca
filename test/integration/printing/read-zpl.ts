import type { Raster } from '../documents/render-pdf.ts'

/** A label as the printer burns it, and how often. */
export type Label = Raster & { readonly copies: number }

/**
 * Hexadecimal rows with ZPL's run lengths: G–Y repeat 1–19 times, g–z 20–400 times, `,` fills a row with white, `!` with black,
 * `:` repeats the row above.
 */
function readRows(zpl: string, from: number, width: number, height: number): { readonly dots: Uint8Array; readonly end: number } {
  const dots = new Uint8Array(width * height).fill(255)
  const digits = width / 4
  let at = from
  let above: readonly number[] = new Array<number>(digits).fill(0)
  for (let y = 0; y < height; y++) {
    const row: number[] = []
    let repeat = 0
    while (row.length < digits) {
      const c = zpl.charAt(at++)
      if (c === '^' || c === '~' || c === '') throw new Error(`The graphic ends in row ${y}`)
      if (c === ',' || c === '!') row.push(...new Array<number>(digits - row.length).fill(c === ',' ? 0 : 15))
      else if (c === ':') row.push(...above)
      else if (/[G-Y]/u.test(c)) repeat += c.charCodeAt(0) - 70
      else if (/[g-z]/u.test(c)) repeat += (c.charCodeAt(0) - 102) * 20
      else if (/[0-9A-Fa-f]/u.test(c)) {
        row.push(...new Array<number>(repeat || 1).fill(Number.parseInt(c, 16)))
        repeat = 0
      }
    }
    above = row
    row.forEach((four, i) => { for (let bit = 0; bit < 4; bit++) if ((four & (8 >> bit)) !== 0) dots[y * width + i * 4 + bit] = 0 })
  }
  return { dots, end: at }
}

/** Reads the labels out of a job for a Zebra printer: each is a graphic (`~DG`) and the format that prints it. */
export function readLabels(job: Buffer): Label[] {
  const zpl = job.toString('latin1')
  return [...zpl.matchAll(/~DG[^,]+,(\d+),(\d+),\s*/gu)].map((graphic) => {
    const [total, perRow] = [Number(graphic[1]), Number(graphic[2])]
    const [width, height] = [perRow * 8, total / perRow]
    const { dots, end } = readRows(zpl, graphic.index + graphic[0].length, width, height)
    const format = zpl.slice(end, zpl.indexOf('^XZ', end))
    return { width, height, dots, copies: Number(/\^PQ(\d+)/u.exec(format)?.[1] ?? 1) }
  })
}

/** What a label's own graphic (`^GFA`) burns, on the whole label, and the rest of the label without it. */
export function readGraphic(zpl: string): { readonly raster: Raster; readonly rest: string } {
  const [width, height] = [/\^PW(\d+)/u, /\^LL(\d+)/u].map((length) => Number(length.exec(zpl)?.[1])) as [number, number] // two of two
  const field = /\^FO(\d+),(\d+)\^GFA,(\d+),(\d+),(\d+),/u.exec(zpl)
  if (field === null) throw new Error('no graphic')
  const [x, y, total, again, perRow] = field.slice(1).map(Number) as [number, number, number, number, number] // five groups
  if (total !== again) throw new Error('The graphic says two lengths')
  const { dots: inside, end } = readRows(zpl, field.index + field[0].length, perRow * 8, total / perRow)
  if (!zpl.startsWith('^FS', end)) throw new Error('The graphic is longer than it says')
  const dots = new Uint8Array(width * height).fill(255)
  for (let row = 0; row < total / perRow; row++) {
    for (let column = 0; column < perRow * 8; column++) {
      if (inside[row * perRow * 8 + column] === 255) continue
      if (x + column >= width || y + row >= height) throw new Error('The graphic burns beside the label')
      dots[(y + row) * width + x + column] = 0
    }
  }
  return { raster: { width, height, dots }, rest: zpl.slice(0, field.index) + zpl.slice(end + 3) }
}
