import { fitting } from './rows.ts'
import { typeset, type Style } from './text/fonts.ts'
import type { Paragraph } from './text/typesetter.ts'

/** Sets the text of one sheet and remembers the characters that no font has. */
export class SheetText {
  readonly #country: string | null
  /** Whether what stands in columns begins at the right: words beside their values, quantities beside goods. */
  readonly mirrored: boolean
  readonly #missing = new Set<string>()

  constructor(country: string | null, mirrored = false) {
    this.#country = country
    this.mirrored = mirrored
  }

  /** Each missing character once, in order of appearance. */
  get missing(): string[] { return [...this.#missing] }

  /** @param width points */
  set(text: string, style: Style, width: number, direction: 'ltr' | 'rtl' | 'auto' = 'auto'): Paragraph {
    const paragraph = typeset(text, style, width, this.#country, direction)
    this.#take(paragraph)
    return paragraph
  }

  /** A short text on one line, in the first of these sizes at which it fits. */
  fit(text: string, style: Style, sizes: readonly number[], width: number): { readonly style: Style; readonly paragraph: Paragraph } {
    const fitted = fitting(text, style, sizes, width, this.#country)
    this.#take(fitted.paragraph)
    return fitted
  }

  /** The same of a number, which is never broken: where none of the sizes fits, it is on one line in the last of them, wider than the place. */
  fitNumber(text: string, style: Style, sizes: readonly number[], width: number): { readonly style: Style; readonly paragraph: Paragraph } {
    const fitted = this.fit(text, style, sizes, width)
    return fitted.paragraph.lines.length === 1 ? fitted : { style: fitted.style, paragraph: this.set(text, fitted.style, Infinity) }
  }

  #take({ missing }: Paragraph): void {
    for (const character of missing) this.#missing.add(character)
  }
}
