/** Control characters, direction overrides, embeddings and isolates: text that came from outside must not steer how its neighbours read. */
const steering = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu
const breaks = /\r\n|[\n\r\u0085\u2028\u2029\v\f]/gu

/** Letters, digits and signs of Latin and Cyrillic, each of which stands for itself, as a pattern has them in brackets. */
export const plainCharacters = String.raw`!-~\u00a1-\u00ac\u00ae-\u024f\u0400-\u0482`
/** Words of plain characters, a blank between each: nothing of this has to be looked for in them. */
const clean = new RegExp(`^(?:[${plainCharacters}]+(?: |$))*$`, 'u')

/**
 * One line of text as it may be printed: composed (NFC), without control characters and direction overrides, every kind of
 * line break and tab a blank. Joiners and direction marks stay: Persian and emoji need them.
 */
export function cleanLine(text: string): string {
  if (clean.test(text) && !text.endsWith(' ')) return text
  return text.replace(breaks, ' ').replace(/\t/gu, ' ').replace(steering, '').toWellFormed().normalize('NFC').replace(/ {2,}/gu, ' ').trim()
}

/** The same for text of several lines: its line breaks stay, empty lines at both ends go. */
export function cleanLines(text: string): string[] {
  const lines = text.split(breaks).map(cleanLine)
  while (lines[0] === '') lines.shift()
  while (lines.at(-1) === '') lines.pop()
  return lines
}

/** Whether nothing of a text would be seen on paper. */
export function isUnseen(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first > 0x20 && first < 0x7f) return false
  return /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(cleanLine(text))
}
