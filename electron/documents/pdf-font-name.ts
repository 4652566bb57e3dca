import type { Face } from './text/face.ts'
import { fontKeys } from './text/font-files.ts'

/** The name of a face among a page's resources: the same in every document. */
export function pdfFontName({ key, weight }: Pick<Face, 'key' | 'weight'>, narrow: boolean): string {
  const letter = weight === 'bold' ? 'B' : 'R'
  return `${narrow ? letter.toLowerCase() : letter}${String(fontKeys.indexOf(key))}`
}
