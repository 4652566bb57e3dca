import listed from './data/colors.json' with { type: 'json' }

const accepted = new Set(listed.map(({ name }) => name.toLowerCase()))

/** Whether a variation may have this colour (reference: "List of Accepted Colors"): one of the list or two joined by `&`; capitals do not count. */
export function acceptedColor(color: string): boolean {
  const parts = color.split('&').map((part) => part.trim().toLowerCase())
  return parts.length <= 2 && parts.every((part) => accepted.has(part))
}
