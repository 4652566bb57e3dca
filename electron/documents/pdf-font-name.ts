import { crc32 } from 'node:zlib'
import type { Face } from './text/face.ts'
import { fontKeys } from './text/font-files.ts'

/** The name of a face among a page's resources: the same in every document. */
export function pdfFontName({ key, weight }: Pick<Face, 'key' | 'weight'>, narrow: boolean): string {
  const letter = weight === 'bold' ? 'B' : 'R'
  return `${narrow ? letter.toLowerCase() : letter}${String(fontKeys.indexOf(key))}`
}

/** The six letters by which a part of a font is told from other parts of it in the same document (ISO 32000-1, 9.6.4): the same for the same file. */
export function subsetTag(file: Uint8Array): string {
  let rest = crc32(file)
  let tag = ''
  for (let i = 0; i < 6; i++) {
    tag += String.fromCharCode(65 + (rest % 26))
    rest = Math.floor(rest / 26)
  }
  return tag
}
