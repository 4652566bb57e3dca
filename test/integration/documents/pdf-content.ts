/** What stands in a content stream, one after the other. */
export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly bytes: Buffer }
  | { readonly kind: 'name' | 'operator'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Token[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, Token> }

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** Reads a content stream by the rules of the format (ISO 32000, 7.2 and 8.9.7). Inline images are passed over: their bytes are no operators. */
export function* contentTokens(content: string): Generator<Token> {
  let at = 0
  const blank = (): void => {
    while (/[\s\0]/.test(content[at] ?? '')) at++
  }

  const string = (): Token => {
    let text = ''
    let depth = 1
    for (at++; ; at++) {
      const character = content[at]
      if (character === undefined) throw new Error('A string without an end')
      if (character === '\\') {
        at++
        const octal = /^[0-7]{1,3}/u.exec(content.slice(at, at + 3))?.[0]
        if (octal !== undefined) {
          text += String.fromCharCode(Number.parseInt(octal, 8))
          at += octal.length - 1
        } else text += escapes[content[at] ?? ''] ?? content[at] ?? ''
        continue
      }
      if (character === '(') depth++
      if (character === ')' && --depth === 0) break
      text += character
    }
    at++
    return { kind: 'string', bytes: Buffer.from(text, 'latin1') }
  }

  const token = (): Token => {
    blank()
    const rest = content.slice(at, at + 2)
    if (rest.startsWith('(')) return string()
    if (rest === '<<') {
      at += 2
      const entries = new Map<string, Token>()
      for (;;) {
        blank()
        if (content.startsWith('>>', at)) break
        const key = token()
        if (key.kind !== 'name') throw new Error('A key that is no name')
        entries.set(key.text, token())
      }
      at += 2
      return { kind: 'dictionary', entries }
    }
    if (rest.startsWith('<')) {
      const end = content.indexOf('>', at)
      const hex = content.slice(at + 1, end)
      at = end + 1
      return { kind: 'string', bytes: Buffer.from(hex, 'hex') }
    }
    if (rest.startsWith('[')) {
      at++
      const items: Token[] = []
      for (;;) {
        blank()
        if (content[at] === ']') break
        items.push(token())
      }
      at++
      return { kind: 'array', items }
    }
    const word = /^\/?[^\s\0()<>[\]/]*/u.exec(content.slice(at, at + 200))?.[0] ?? ''
    if (word === '') throw new Error(`Not understood: ${content.slice(at, at + 20)}`)
    at += word.length
    if (word.startsWith('/')) return { kind: 'name', text: word.slice(1) }
    return /^[-+.\d]+$/u.test(word) ? { kind: 'number', value: Number(word) } : { kind: 'operator', text: word }
  }

  for (;;) {
    blank()
    if (at >= content.length) return
    const one = token()
    if (one.kind !== 'operator' || one.text !== 'BI') {
      yield one
      continue
    }
    const about = new Map<string, Token>()
    for (let key = token(); key.kind === 'name'; key = token()) about.set(key.text, token())
    at++
    const size = (name: string): number => { const value = about.get(name); return value?.kind === 'number' ? value.value : 0 }
    at = about.has('F') ? content.indexOf('>', at) + 1 : at + Math.ceil(size('W') / 8) * size('H')
    const end = token()
    if (end.kind !== 'operator' || end.text !== 'EI') throw new Error('An inline image without its end')
  }
}
