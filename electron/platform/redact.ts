const secretName = /token|secret|authorization|password|cookie|\bcode\b/i
const personal = /^(name|recipient|street1?|street2|city|zip|phone|address|shipTo|note|raw)$/i

/** Texts in which a secret hides behind its name: `access_token=…`, `Bearer …`. */
const hidden: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***'],
  [/\b(access_token|refresh_token|client_secret|code|state)=[^&\s"']+/gi, '$1=***'],
  [/"(access_token|refresh_token|client_secret|code)"\s*:\s*"[^"]*"/gi, '"$1":"***"']
]

/** What may stand in the log: no token, no secret, and nothing about a recipient, however deep it hides. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return hidden.reduce((text, [pattern, instead]) => text.replace(pattern, instead), value).slice(0, 2000)
  if (value instanceof Error) return { name: value.name, message: redact(value.message), ...('code' in value ? { code: String(value.code) } : {}), stack: redact(value.stack ?? '') }
  if (value === null || typeof value !== 'object') return value
  if (depth > 4) return '…'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, secretName.test(key) || personal.test(key) ? '***' : redact(item, depth + 1)]))
}
