import type { Pixels } from './logo.ts'
import { pictureHash } from './picture-hash.ts'

/** A picture of a document: colours, or black dots that leave the paper between them as it is. */
export type PdfPicture = { readonly kind: 'colours'; readonly pixels: Pixels } | { readonly kind: 'dots'; readonly width: number; readonly height: number; readonly bits: Uint8Array }

/** The pictures that pages show, each made once however many pages show it. */
export class PdfImages {
  readonly #names = new Map<string, string>()
  #fresh: (readonly [name: string, picture: PdfPicture])[] = []

  /** @param key the same for the same picture. @returns its name on every page, of every document */
  use(key: string, make: () => PdfPicture): string {
    let name = this.#names.get(key)
    if (name === undefined) {
      name = `I${pictureHash(key).toString('hex').slice(0, 12)}`
      this.#names.set(key, name)
      this.#fresh.push([name, make()])
    }
    return name
  }

  /** Pictures that are used since the last call, and were not before. */
  takeFresh(): readonly (readonly [name: string, picture: PdfPicture])[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }
}
