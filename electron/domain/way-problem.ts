/** What keeps a request from Joom, or Joom's answer from us: each asks a person for something else. */
export type WayProblem = 'name' | 'certificate' | 'certificate_name' | 'certificate_time' | 'proxy_password' | 'proxy' | 'redirect' | 'server' | 'rehearsal' | 'unreachable'

/** The first that fits holds. The words are Node's codes, those of the exchange, and an answer's status. */
const signs: readonly (readonly [RegExp, WayProblem])[] = [
  // What follows are words of whoever answered, which tell nothing of the way.
  [/^HTTP 3\d\d/, 'redirect'],
  [/^HTTP \d/, 'server'],
  [/rehearsal_unavailable/, 'rehearsal'],
  [/tunnel.*\b407\b|no accepted authentication type|Socks5 authentication failed/i, 'proxy_password'],
  [/tunnel|\bproxy\b|socks/i, 'proxy'],
  [/ALTNAME|altnames/i, 'certificate_name'],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate (has expired|is not yet valid)/i, 'certificate_time'],
  [/certificate|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|\bSSL\b|EPROTO/i, 'certificate'],
  [/ENOTFOUND|EAI_AGAIN/, 'name']
]

/** @param words of an outcome that is `unavailable` */
export function wayProblem(words: string): WayProblem {
  return signs.find(([sign]) => sign.test(words))?.[1] ?? 'unreachable'
}
