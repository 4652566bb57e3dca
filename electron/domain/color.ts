import accepted from './data/colors.json' with { type: 'json' }

/** The colors that Joom accepts (reference: "List of Accepted Colors"), with their value where the list gives one. */
export const colors: ReadonlyArray<{ readonly name: string; readonly hex: string | null }> = accepted

const names = new Map(colors.map(({ name }) => [name.toLowerCase(), name]))

/**
 * One color of the list, or two with `&` between them (reference: "Create a Product", color). Capitals do not matter: the
 * reference's own samples have none.
 * @returns as the list writes it, or `null` where it is no such color
 */
export function acceptedColor(typed: string): string | null {
  const parts = typed.split('&').map((part) => names.get(part.trim().replace(/\s+/g, ' ').toLowerCase()))
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length && known.length <= 2 ? known.join(' & ') : null
}
