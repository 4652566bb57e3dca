/**
 * What a person brought from the browser by hand. `state` is `null` where it was not among it. `redirect`: the address that the
 * code came to, letter by letter, which is the one that Joom has registered; `null` where only a part was brought.
 */
export type Pasted = { readonly kind: 'code'; readonly code: string; readonly state: string | null; readonly redirect: string | null } | { readonly kind: 'refused'; readonly words: string; readonly state: string | null }

/** What no code and no address holds: blanks and breaks of every kind, and what cannot be seen. */
const blanks = /[\s\p{Cf}]+/gu
/** A host and what follows it, as browsers show an address: without its scheme. */
const shown = /^(?:(localhost|127\.0\.0\.1|\[::1\])|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:\/[^?]*)?\?/i

/**
 * Reads the address of the browser after the redirect, with its scheme or without, its part from the `?` on, or the bare code;
 * also out of a page's source, where `&` is escaped, and with blanks and line breaks anywhere.
 * @returns `null` where there is neither a code nor a refusal in it
 */
export function readPasted(text: string): Pasted | null {
  const brought = text.trim().replace(/^["'<]+|["'>]+$/g, '').replaceAll(/&(amp|#38|#x26);/gi, '&')
  const pasted = withScheme(brought.replaceAll(blanks, ''))
  const isAddress = /^https?:/i.test(pasted)
  const search = (isAddress ? URL.parse(pasted)?.search ?? null : /^\?*(\w+=[^&]*)(&\w+=[^&]*)*$/.test(pasted) ? pasted : null)?.replace(/^\?+/, '') ?? null
  const query = search === null ? null : new URLSearchParams(search)
  // A bare code may end in `=` and so look like a parameter; one that names nothing we know is a code.
  if (query !== null && (query.has('code') || query.has('error') || query.has('state') || query.has('client_id') || isAddress)) {
    const state = query.get('state') || null // an empty one is as good as none
    // A plus stands for a blank in a form; in a code it can only be itself.
    const code = new URLSearchParams(search?.replaceAll('+', '%2B')).get('code')?.replaceAll(blanks, '') ?? ''
    const error = query.get('error') ?? ''
    if (error !== '') return { kind: 'refused', words: query.get('error_description') || error, state }
    return code === '' ? null : { kind: 'code', code, state, redirect: isAddress ? pasted.replace(/[?#].*$/s, '') : null }
  }
  return /^[\w\-.~+/=%]{4,2000}$/.test(pasted) && !isProse(brought) ? { kind: 'code', code: pasted, state: null, redirect: null } : null
}

function withScheme(address: string): string {
  const host = shown.exec(address)
  if (host === null) return address
  return `${host[1] === undefined ? 'https' : 'http'}://${address}`
}

/** Several words on a line, and not a digit among them. */
function isProse(text: string): boolean {
  return /\S[ \t]+\S/.test(text) && !/\d/.test(text)
}
