import { readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'

const objects = /<<\/Type\/ObjStm\/[^>]*\/Length (\d+)\/Filter\/FlateDecode>>stream\n/gu
const pages = /<<\/Type\/Page\/Parent \d+ 0 R\/MediaBox\[0 0 [\d.]+ ([\d.]+)\]/gu

/**
 * How high the pages of a PDF of ours are, in points, in their order: `PdfWriter` writes them into object streams one after the other.
 * @throws Error where the file cannot be read
 */
export async function pageHeights(file: string): Promise<number[]> {
  const bytes = await readFile(file)
  return [...bytes.toString('latin1').matchAll(objects)].flatMap((found) => {
    const from = found.index + found[0].length
    const text = inflateSync(bytes.subarray(from, from + Number(found[1]))).toString('latin1')
    return [...text.matchAll(pages)].map(([, height]) => Number(height))
  })
}
