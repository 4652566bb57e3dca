/** A number of so many tenths, hundredths or thousandths, as PDF writes it. Whole numbers become text many times faster than others. */
export function decimal(parts: number, unit: 10 | 100 | 1000): string {
  if (parts < 0) return `-${decimal(-parts, unit)}`
  const rest = parts % unit
  const whole = String((parts - rest) / unit)
  if (rest === 0) return whole
  let digits = String(rest + unit).slice(1)
  while (digits.endsWith('0')) digits = digits.slice(0, -1)
  return `${whole === '0' ? '' : whole}.${digits}`
}

/** To 0.01 pt, four thousandths of a millimetre. */
export const number = (value: number): string => decimal(Math.round(value * 100), 100)

const beginsWithSign = (operators: string): boolean => operators.startsWith('/') || operators.startsWith('(') || operators.startsWith('[')

/**
 * The operators of one stream, and the state in which they leave the page: what is so already is not said again, and texts that
 * follow each other are one text object whose lines begin where the one before began, and so much further.
 */
export class Layer {
  #out = ''
  /** The operators that came last, not yet in `#out`. */
  #last = ''
  #gray = 0
  #lines = ''
  #font = ''
  #size = 0
  /** Where the text object's last line began, in tenths of a point; `null` outside of one. */
  #line: { readonly x: number; readonly y: number } | null = null

  /** All operators so far. */
  get content(): string { return `${this.#out}${this.#last}${this.#line === null ? '' : '\nET'}` }

  /** Something that is no text. */
  draw(operators: string, gray: number): void {
    if (this.#line !== null) this.#put('ET')
    this.#line = null
    this.#put(`${this.#inGray(gray)}${operators}`)
  }

  /** Lines of a width, their corners round. */
  lines(width: number, gray: number): string {
    const lines = `${number(width)} w ${number(gray)} G 1 j `
    if (lines === this.#lines) return ''
    // A page begins with black ones.
    const said = this.#lines === '' && gray === 0 ? `${number(width)} w 1 j ` : lines
    this.#lines = lines
    return said
  }

  /** Moves to where a line of text begins: in points from the lower left corner, to 0.1 pt, a thirtieth of a millimetre. */
  beginLine(left: number, baseline: number, gray: number): void {
    const [x, y] = [Math.round(left * 10), Math.round(baseline * 10)]
    const { x: fromX, y: fromY } = this.#line ?? { x: 0, y: 0 }
    this.#put(`${this.#line === null ? 'BT ' : ''}${this.#inGray(gray)}${decimal(x - fromX, 10)} ${decimal(y - fromY, 10)} Td`)
    this.#line = { x, y }
  }

  /** Goes on within a line. */
  text(operators: string): void { this.#put(operators) }

  font(name: string, size: number): void {
    const hundredths = Math.round(size * 100)
    if (name === this.#font && hundredths === this.#size) return
    ;[this.#font, this.#size] = [name, hundredths]
    this.#put(`/${name} ${decimal(hundredths, 100)} Tf`)
  }

  /** Strings shown one after the other are one. Between an operator and what begins with a sign of its own nothing has to stand. */
  #put(operators: string): void {
    if (operators.startsWith('(') && this.#last.endsWith(')Tj')) {
      this.#last = this.#last.slice(0, -3) + operators.slice(1)
      return
    }
    this.#out += this.#last
    this.#last = (this.#out === '' && this.#last === '') || beginsWithSign(operators) ? operators : `\n${operators}`
  }

  #inGray(gray: number): string {
    if (gray === this.#gray) return ''
    this.#gray = gray
    return `${number(gray)} g `
  }
}
