/** A number of so many tenths, hundredths or thousandths, as PDF writes it. Whole numbers become text many times faster than others. */
export function decimal(parts: number, unit: 10 | 100 | 1000): string {
  if (parts < 0) return `-${decimal(-parts, unit)}`
  let rest = parts % unit
  let of: number = unit
  const whole = (parts - rest) / unit
  if (rest === 0) return String(whole)
  while (rest % 10 === 0) {
    rest /= 10
    of /= 10
  }
  const zeros = rest * 10 >= of ? '' : rest * 100 >= of ? '0' : '00'
  return `${whole === 0 ? '' : String(whole)}.${zeros}${String(rest)}`
}

/** To 0.01 pt, four thousandths of a millimetre. */
export const number = (value: number): string => decimal(Math.round(value * 100), 100)

const [open, slash, bracket] = [0x28, 0x2f, 0x5b]
/** What begins with one of these needs nothing between it and the operator before. */
const isSign = (code: number): boolean => code === open || code === slash || code === bracket
const [endOfText, none] = [Buffer.from('\nET'), Buffer.alloc(0)]

/**
 * The operators of one stream, and the state in which they leave the page: what is so already is not said again, and texts that
 * follow each other are one text object whose lines begin where the one before began, and so much further. They are written as
 * bytes at once: a page has hundreds of numbers and short strings, and to put strings together takes longer than anything else.
 */
export class Layer {
  #bytes = Buffer.alloc(4096)
  #length = 0
  /** Whether a string was shown last, to which another may be added. */
  #isOpen = false
  #gray = 0
  #lines = ''
  #font = ''
  #size = 0
  #inText = false
  /** Where the text object's last line began, in tenths of a point. */
  #x = 0
  #y = 0

  /** All operators so far, a byte a character; empty where there are none. */
  get content(): Buffer { return Buffer.concat([this.#bytes.subarray(0, this.#length), this.#inText ? endOfText : none]) }

  /** Forgets all, for another page. */
  begin(): void {
    this.#length = 0
    this.#isOpen = false
    this.#gray = 0
    this.#lines = ''
    this.#font = ''
    this.#size = 0
    this.#inText = false
  }

  /** Something that is no text. */
  draw(operators: string, gray: number): void {
    if (this.#inText) {
      this.#apart(0)
      this.#string('ET')
    }
    this.#inText = false
    this.#apart(gray === this.#gray ? operators.charCodeAt(0) : 0)
    this.#inGray(gray)
    this.#string(operators)
  }

  /** Lines of a width, their corners round. */
  lines(width: number, gray: number): string {
    const lines = `${number(width)} w ${number(gray)} G 1 j `
    if (lines === this.#lines) return ''
    // Black is what a page begins with.
    const said = this.#lines === '' && gray === 0 ? `${number(width)} w 1 j ` : lines
    this.#lines = lines
    return said
  }

  /** Moves to where a line of text begins: in points from the lower left corner, to 0.1 pt, a thirtieth of a millimetre. */
  beginLine(left: number, baseline: number, gray: number): void {
    const x = Math.round(left * 10)
    const y = Math.round(baseline * 10)
    this.#apart(0)
    if (!this.#inText) {
      this.#string('BT ')
      this.#x = 0
      this.#y = 0
    }
    this.#inGray(gray)
    this.#string(decimal(x - this.#x, 10))
    this.#string(' ')
    this.#string(decimal(y - this.#y, 10))
    this.#string(' Td')
    this.#inText = true
    this.#x = x
    this.#y = y
  }

  /** Goes on within a line. Strings shown one after the other are one. */
  text(operators: string): void {
    if (this.#isOpen && operators.charCodeAt(0) === open) {
      this.#length -= 3
      this.#string(operators, 1)
    } else {
      this.#apart(operators.charCodeAt(0))
      this.#string(operators)
    }
    this.#isOpen = operators.endsWith(')Tj')
  }

  font(name: string, size: number): void {
    const hundredths = Math.round(size * 100)
    if (name === this.#font && hundredths === this.#size) return
    this.#font = name
    this.#size = hundredths
    this.#apart(slash)
    this.#string('/')
    this.#string(name)
    this.#string(' ')
    this.#string(decimal(hundredths, 100))
    this.#string(' Tf')
  }

  #inGray(gray: number): void {
    if (gray === this.#gray) return
    this.#gray = gray
    this.#string(number(gray))
    this.#string(' g ')
  }

  /** Between an operator and what begins with a sign of its own nothing has to stand. @param first the code of what comes next; 0 for no sign */
  #apart(first: number): void {
    this.#isOpen = false
    if (this.#length > 0 && !isSign(first)) this.#string('\n')
  }

  #string(text: string, from = 0): void {
    if (this.#length + text.length > this.#bytes.length) this.#grow(text.length)
    const bytes = this.#bytes
    let at = this.#length
    for (let i = from; i < text.length; i++) bytes[at++] = text.charCodeAt(i)
    this.#length = at
  }

  #grow(by: number): void {
    const larger = Buffer.alloc(2 * (this.#bytes.length + by))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
