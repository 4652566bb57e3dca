/**
 * What a person brought from the browser by hand. `state` is `null` where it was not among it. `redirect`: the address that the
 * code came to, letter by letter, which is the one that Joom has registered; `null` where only a part was brought.
 */
export type Pasted = { readonly kind: 'code'; readonly code: string; readonly state: string | null; readonly redirect: string | null } | { readonly kind: 'refused'; readonly words: string; readonly state: string | null }

/**
 * Reads the address of the browser after the redirect, its part from the `?` on, or the bare code; also out of a page's source,
 * where `&` is escaped, and broken into lines.
 * @returns `null` where there is neither a code nor a refusal in it
 */
export function readPasted(text: string): Pasted | null {
  const pasted = text.trim().replace(/^["'<]+|["'>]+$/g, '').replaceAll(/&(amp|#38|#x26);/gi, '&')
  const isAddress = URL.canParse(pasted) && /^https?:/i.test(pasted)
  const query = isAddress ? new URL(pasted).searchParams : /^\??(\w+=[^&\s]*)(&\w+=[^&\s]*)*$/.test(pasted) ? new URLSearchParams(pasted) : null
  // A bare code may end in `=` and so look like a parameter; one that names nothing we know is a code.
  if (query !== null && (query.has('code') || query.has('error') || query.has('state') || query.has('client_id') || /^https?:/i.test(pasted))) {
    const state = query.get('state')
    const code = query.get('code')?.trim() ?? ''
    const error = query.get('error') ?? ''
    if (error !== '') return { kind: 'refused', words: query.get('error_description') ?? error, state }
    return code === '' ? null : { kind: 'code', code, state, redirect: isAddress ? pasted.replace(/[?#].*$/s, '').replaceAll(/[\t\r\n]/g, '') : null }
  }
  return /^[\w\-.~+/=%]{4,2000}$/.test(pasted) ? { kind: 'code', code: pasted, state: null, redirect: null } : null
}
