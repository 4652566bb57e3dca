import { remembered } from './remembered.ts'

const names = remembered((locale: string) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }))

/**
 * The name of a country.
 * @param code ISO 3166-1 alpha-2 where Joom gave one; otherwise whatever Joom gave, which is shown as it is
 */
export function countryName(locale: string, code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  return names(locale).of(code) ?? code
}

/** The two letters for the narrow column of the list, or `null` where Joom gave something else: that is shown in full elsewhere. */
export function countryCode(code: string | null): string | null {
  return code !== null && /^[A-Z]{2}$/.test(code) ? code : null
}
