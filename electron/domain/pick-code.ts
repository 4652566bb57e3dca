/** Crockford's base 32: no I, L, O, U, so that a code read aloud or typed is not another code. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const kind = 'K'
const body = 6

/** The check character of a code's first seven: each weighted by its place (odd weights, so any single wrong character shows), modulo 32. */
function check(code: string): string {
  let sum = 0
  for (let i = 0; i < code.length; i++) sum += alphabet.indexOf(code.charAt(i)) * (2 * i + 1)
  return alphabet.charAt(sum % 32)
}

/**
 * The pick code of an order: `K`, six characters, a check character; capitals and digits only, so that no keyboard layout
 * garbles it at the scanner.
 * @param seed a number in [0, 2^30)
 */
export function pickCodeOf(seed: number): string {
  let rest = seed >>> 0
  let code = ''
  for (let i = 0; i < body; i++) { code = alphabet.charAt(rest % 32) + code; rest = Math.floor(rest / 32) }
  return kind + code + check(kind + code)
}

/** Whether a text is a pick code whose check character fits. */
export function isPickCode(text: string): boolean {
  return /^K[0-9A-HJKMNP-TV-Z]{7}$/.test(text) && check(text.slice(0, -1)) === text.slice(-1)
}
