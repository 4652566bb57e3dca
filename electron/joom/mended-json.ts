/** Before an answer, so that no page can run it as a script. */
const guard = /^\)\]\}',?/

/**
 * The text with what servers write that is nearly JSON put right, where that leaves no doubt of what was meant: a comma after
 * the last of a list or an object goes; `NaN` and `Infinity`, which are no numbers, become `null`; the guard `)]}',` before the
 * whole goes. Nothing within a text is touched, and what is cut or wrong otherwise stays so.
 */
export function mendedJson(text: string): string {
  let kept = ''
  let from = guard.exec(text)?.[0].length ?? 0
  const put = (at: number, length: number, instead: string): void => {
    kept += text.slice(from, at) + instead
    from = at + length
  }
  let quoted = false
  /** Where a comma stands behind a value, after which nothing but blanks has come; and the last sign that is none. */
  let comma = -1
  let last = ''
  for (let i = from; i < text.length; i++) {
    const sign = text[i] ?? ''
    if (quoted) {
      if (sign === '\\') i++
      else if (sign === '"') quoted = false
      continue
    }
    if (sign === ' ' || sign === '\n' || sign === '\t' || sign === '\r') continue
    if ((sign === ']' || sign === '}') && comma >= from) put(comma, 1, '')
    comma = sign === ',' && last !== '[' && last !== '{' ? i : -1
    last = sign
    if (sign === '"') quoted = true
    else if (sign === 'N' || sign === 'I' || sign === '-') {
      const word = /(?:NaN|-?Infinity)(?![\w"])/y
      word.lastIndex = i
      const length = word.exec(text)?.[0].length ?? 0
      if (length === 0) continue
      put(i, length, 'null')
      i += length - 1
    }
  }
  return kept + text.slice(from)
}
