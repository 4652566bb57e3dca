import { code128Modules } from '../../../electron/documents/code128.ts'
import { runsOf, type Raster, type ReadCode } from '../../integration/documents/render-pdf.ts'

/** How many dots the modules of a text are wide, one after the other as they are alike. */
function wanted(text: string, dots: number): number[] {
  const lengths: number[] = []
  code128Modules(text).forEach((dark, i, all) => {
    if (i > 0 && all[i - 1] === dark) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + dots
    else lengths.push(dots)
  })
  return lengths
}

/** By how many dots the worst bar or space of a Code 128 is wider or narrower than it should be; `null` where its bars are not even as many. */
export function barError(raster: Raster, code: ReadCode, dots: number): number | null {
  const found = runsOf(raster, Math.round((code.top + code.bottom) / 2), Math.max(0, code.left - dots), Math.min(raster.width, code.right + dots + 1)).map(({ length }) => length).slice(1, -1)
  const should = wanted(code.text, dots)
  return found.length === should.length ? Math.max(...should.map((length, i) => Math.abs(length - (found[i] ?? 0)))) : null
}
