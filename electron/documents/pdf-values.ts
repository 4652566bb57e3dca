const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f', '(': '\\(', ')': '\\)', '\\': '\\\\' }

/** A text as a PDF's dictionaries have it, a byte a character: in UTF-16 where ASCII is not enough. */
export function pdfText(text: string): string {
  const bytes = /^[\u0000-\u007f]*$/u.test(text) ? text : `\xfe\xff${Buffer.from(text, 'utf16le').swap16().toString('latin1')}`
  return `(${bytes.replace(/[\n\r\t\b\f()\\]/g, (one) => escapes[one] ?? one)})`
}

/** A moment to the second, in universal time. */
export function pdfDate(at: number): string {
  return `(D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[^0-9]/gu, '')}Z)`
}
