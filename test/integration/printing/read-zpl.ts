import type { Raster } from '../documents/render-pdf.ts'

/** A label as the printer burns it, and how often. */
export type Label = Raster & { readonly copies: number }

/**
 * Reads the labels out of a job for a Zebra printer: each is a graphic (`~DG`, hexadecimal with ZPL's run lengths: G–Y repeat
 * 1–19 times, g–z 20–400 times, `,` fills a row with white, `!` with black, `:` repeats the row above) and the format that prints it.
 */
export function readLabels(job: Buffer): Label[] {
  const zpl = job.toString('latin1')
  return [...zpl.matchAll(/~DG[^,]+,(\d+),(\d+),\s*/gu)].map((graphic) => {
    const [total, perRow] = [Number(graphic[1]), Number(graphic[2])]
    const [width, height] = [perRow * 8, total / perRow]
    const dots = new Uint8Array(width * height).fill(255)
    let at = graphic.index + graphic[0].length
    let above: readonly number[] = new Array<number>(perRow * 2).fill(0)
    for (let y = 0; y < height; y++) {
      const row: number[] = []
      let repeat = 0
      while (row.length < perRow * 2) {
        const c = zpl.charAt(at++)
        if (c === '^' || c === '~' || c === '') throw new Error(`The graphic ends in row ${y}`)
        if (c === ',' || c === '!') row.push(...new Array<number>(perRow * 2 - row.length).fill(c === ',' ? 0 : 15))
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
    const format = zpl.slice(at, zpl.indexOf('^XZ', at))
    return { width, height, dots, copies: Number(/\^PQ(\d+)/u.exec(format)?.[1] ?? 1) }
  })
}
