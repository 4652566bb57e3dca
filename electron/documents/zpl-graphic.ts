import type { DotPage } from './pdf-raster.ts'

/** What of a page's dots is sent: whole bytes across, from its first black dot to its last. */
interface Ink {
  readonly firstByte: number
  readonly bytes: number
  readonly top: number
  readonly rows: number
}

/** Where a page is black; `null` where it is not. */
export function inkOf({ stride, height, bits }: DotPage): Ink | null {
  let [first, last, top, bottom] = [stride, -1, -1, -1]
  for (let row = 0; row < height; row++) {
    for (let byte = 0; byte < stride; byte++) {
      if (bits[row * stride + byte] === 0) continue
      if (top < 0) top = row
      bottom = row
      first = Math.min(first, byte)
      last = Math.max(last, byte)
    }
  }
  return top < 0 ? null : { firstByte: first, bytes: last - first + 1, top, rows: bottom - top + 1 }
}

/** ZPL's letters for how often a hexadecimal digit stands there: G to Y for 1 to 19, g to z for 20, 40 … 400. */
function times(n: number): string {
  let letters = ''
  for (let left = n; left > 0;) {
    if (left >= 20) {
      const twenties = Math.min(20, Math.floor(left / 20))
      letters += String.fromCharCode(102 + twenties)
      left -= twenties * 20
    } else {
      letters += String.fromCharCode(70 + left)
      left = 0
    }
  }
  return letters
}

/** The rest of a row that is white is a comma. (What an exclamation mark does, printers that are like Zebra's disagree about.) */
function rowOf(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1
  let row = ''
  for (let at = 0; at < end;) {
    let next = at + 1
    while (next < end && digits.charCodeAt(next) === digits.charCodeAt(at)) next += 1
    row += next - at < 3 ? digits.slice(at, next) : times(next - at) + digits.charAt(at)
    at = next
  }
  return end < digits.length ? `${row},` : row
}

/**
 * A page's dots as ZPL's graphic field, at a place in dots: hexadecimal digits with the run lengths that every ZPL printer
 * knows, a row that is like the one above as a colon.
 */
export function graphicField({ stride, bits }: DotPage, { firstByte, bytes, top, rows }: Ink, shift: { readonly x: number; readonly y: number }): string {
  const data: string[] = []
  let above = ''
  for (let row = top; row < top + rows; row++) {
    const from = row * stride + firstByte
    const digits = Buffer.from(bits.buffer, bits.byteOffset + from, bytes).toString('hex').toUpperCase()
    data.push(digits === above ? ':' : rowOf(digits))
    above = digits
  }
  const total = bytes * rows
  return `^FO${String(firstByte * 8 + shift.x)},${String(top + shift.y)}^GFA,${String(total)},${String(total)},${String(bytes)},${data.join('')}^FS`
}
