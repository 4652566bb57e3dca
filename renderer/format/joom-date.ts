/**
 * Reads a moment as Joom writes it: `2026-11-20` or `2026-11-20T10:00:00`, with or without `Z`, a blank for the `T`, fractions; UTC.
 * @returns milliseconds and whether the text named an hour, or `null` where it is written otherwise
 */
export function parseJoomDate(text: string): { readonly at: number; readonly withHour: boolean } | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?:Z|\+00:?00)?)?$/.exec(text.trim())
  if (!match) return null
  const [, day = '', hour] = match
  const at = Date.parse(`${day}T${hour ?? '00:00'}Z`)
  // 2026-02-31 would roll over into March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(day)) return null
  return { at, withHour: hour !== undefined }
}
