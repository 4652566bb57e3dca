import type { DotCode } from './pdf-raster.ts'

/** Characters that mean something to the printer, as `^FH` writes them. */
const escaped = (text: string): string => text.replaceAll(/[\^~_\\]/gu, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Modules of a Code 128 of so many symbols: start, what it says and its check of eleven each, stop of thirteen. */
const barsFor = (symbols: number): number => (symbols + 2) * 11 + 13

/**
 * Text for `^BC` that the printer draws as the page does, bar by bar: all of it in set B, or pairs of digits in set C. From four
 * digits in a row on the page may change from one set to the other in between: its own dots are printed then.
 */
function code128Text({ text, columns }: DotCode): string | null {
  if (!/^[\x20-\x7e]+$/u.test(text)) return null
  if (columns === barsFor(text.length) && !/\d{4}/u.test(text)) return `>:${escaped(text.replaceAll('>', '>0'))}`
  return /^(?:\d\d)+$/u.test(text) && columns === barsFor(text.length / 2) ? `>;${text}` : null
}

/** How many characters a QR code of level M holds by its size (ISO/IEC 18004, table 7), from 21 modules on: as letters and digits, and as bytes. */
const qrRoom = { letters: [20, 38, 61, 90, 122, 154, 178, 221, 262, 311], bytes: [14, 26, 42, 62, 84, 106, 122, 152, 180, 213] } as const

/** Whether a printer that takes the smallest code for the text takes one of this size. */
function qrFits({ text, columns }: DotCode): boolean {
  if (!/^[\x20-\x7e]+$/u.test(text)) return false
  const room = /^[0-9A-Z $%*+\-./:]+$/u.test(text) ? qrRoom.letters : qrRoom.bytes
  const smallest = room.findIndex((most) => text.length <= most)
  return smallest >= 0 && columns === 21 + 4 * smallest
}

/** Sizes of a square Data Matrix that a printer may be asked for (`^BX` takes 9 to 49). */
const matrixSizes: readonly number[] = [10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48]

/**
 * A code as the printer's own, at its place in dots and in whole dots: as large as on the page, with the same text.
 * @returns `null` where the printer could draw another one than the page shows: then the page's dots are printed
 */
export function codeField(code: DotCode, shift: { readonly x: number; readonly y: number }): string | null {
  const at = (down = 0): string => `^FO${String(code.x + shift.x)},${String(code.y + shift.y - down)}`
  const dots = String(code.module)
  switch (code.kind) {
    case 'code128': {
      const text = code128Text(code)
      return text === null ? null : `${at()}^BY${dots},3,${String(code.height)}^BCN,${String(code.height)},N,N,N,N^FH^FD${text}^FS`
    }
    // Printers lay a QR code lower by the height of bars that was set last: by one dot, then.
    case 'qr': return qrFits(code) && code.y + shift.y > 0 && code.module <= 10 ? `${at(1)}^BY${dots},3,1^BQN,2,${dots},M^FH^FDMA,${escaped(code.text)}^FS` : null
    case 'datamatrix': {
      const plain = /^[\x20-\x5d\x60-\x7d]+$/u.test(code.text) && code.columns === code.rows && matrixSizes.includes(code.columns)
      return plain ? `${at()}^BXN,${dots},200,${String(code.columns)},${String(code.rows)}^FH^FD${escaped(code.text)}^FS` : null
    }
  }
}
