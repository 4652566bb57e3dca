import type { FontKey, Weight } from './text/font-files.ts'
import type { PdfPicture } from './pdf-images.ts'

/** The glyphs of a face that pages draw: each by its number in the font file, with the characters it stands for. */
export interface UsedGlyphs {
  readonly key: FontKey
  readonly weight: Weight
  /** Drawn by codes of one byte. */
  readonly narrow: boolean
  readonly glyphs: readonly (readonly [id: number, characters: string])[]
}

/**
 * Pages of a document, made: whoever puts parts together, in their order, makes the same document, whichever thread made which
 * part. It is plain data, to be sent between threads.
 */
export interface PdfPart {
  /** Size in points, what the page has in common with others (empty for nothing), and how many bytes of `contents` are its own. */
  readonly pages: readonly { readonly width: number; readonly height: number; readonly common: string; readonly length: number }[]
  /** What is drawn on the pages, one after the other, each compressed by itself. */
  readonly contents: Uint8Array<ArrayBuffer>
  /** Glyphs, pictures and common contents (compressed) that no earlier part of the same maker had. */
  readonly fonts: readonly UsedGlyphs[]
  readonly pictures: readonly (readonly [name: string, picture: PdfPicture])[]
  readonly commons: readonly (readonly [common: string, content: Uint8Array])[]
}
