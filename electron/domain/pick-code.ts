import type { World } from './world.ts'

/** Crockford's base 32: no I, L, O, U, so that a code read aloud or typed is not another code. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The first character says whose code it is, so that a code of one world is never one of the other. */
const kinds: Readonly<Record<World, string>> = { real: 'K', rehearsal: 'R' }
const body = 6

/** The check character of a code's first seven: each weighted by its place (odd weights, so any single wrong character shows), modulo 32. */
function check(code: string): string {
  let sum = 0
  for (let i = 0; i < code.length; i++) sum += alphabet.indexOf(code.charAt(i)) * (2 * i + 1)
  return alphabet.charAt(sum % 32)
}

/**
 * The pick code of an order: `K` for a real one, `R` for one of the rehearsal, then six characters and a check character;
 * capitals and digits only, so that no keyboard layout garbles it at the scanner.
 * @param seed a number in [0, 2^30)
 */
export function pickCodeOf(seed: number, world: World = 'real'): string {
  let rest = seed >>> 0
  let code = ''
  for (let i = 0; i < body; i++) { code = alphabet.charAt(rest % 32) + code; rest = Math.floor(rest / 32) }
  const whole = kinds[world] + code
  return whole + check(whole)
}

/** Whether a text is a pick code whose check character fits. */
export function isPickCode(text: string): boolean {
  return /^[KR][0-9A-HJKMNP-TV-Z]{7}$/.test(text) && check(text.slice(0, -1)) === text.slice(-1)
}

/** What stands before the id of a rehearsal order in its QR code: the id alone is a real one. */
const rehearsalMark = 'R-'

/** What the QR code of an order's slip says: its id at Joom, marked where it is of the rehearsal. */
export function orderCodeOf(joomId: string, world: World): string {
  return world === 'rehearsal' ? rehearsalMark + joomId : joomId
}

/** The id at Joom that such a code says; any other text is an id as it stands. */
export function joomIdOf(code: string, world: World): string {
  return world === 'rehearsal' && code.toUpperCase().startsWith(rehearsalMark) && code.length > rehearsalMark.length ? code.slice(rehearsalMark.length) : code
}

/**
 * The world that a scanned or typed code names by its kind alone, whether or not its order is known; `null` where the text is
 * no code that says so. Codes printed for the rehearsal before codes had kinds begin with `K`: their order tells.
 */
export function worldOfCode(text: string): World | null {
  const code = text.trim().toUpperCase()
  if (isPickCode(code)) return code.startsWith(kinds.rehearsal) ? 'rehearsal' : 'real'
  return code.startsWith(rehearsalMark) && code.length > rehearsalMark.length + 5 && /^[A-Z0-9-]+$/.test(code) ? 'rehearsal' : null
}
