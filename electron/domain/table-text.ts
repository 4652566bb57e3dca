/** What stands for a character that the file does not tell: which one it was depends on the computer that wrote it. */
export const unreadCharacter = '\uFFFD'

/**
 * The text of a table as spreadsheets write it: UTF-8, or UTF-16 as a byte order mark says. In any other (Windows' own ones for a
 * language, or those of East Asia) only ASCII is certain, which all of them have, with what separates cells: each other byte is an
 * `unreadCharacter`.
 * @returns `null` where it is no text at all: a spreadsheet's own file that is only called CSV has zeros in it
 */
export function tableText(bytes: Uint8Array): string | null {
  const text = decoded(bytes)
  return text?.includes('\0') === false ? text : null
}

function decoded(bytes: Uint8Array): string | null {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  try {
    return new TextDecoder(marked ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return marked === null ? new TextDecoder('windows-1252').decode(bytes).replaceAll(/\P{ASCII}/gu, unreadCharacter) : null
  }
}
