const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Codes that are no country's and have a name all the same: unknown, invented for tests, outlying, unions, and islands and towns of other countries that the standard only keeps free. */
const noCountries = new Set(['ZZ', 'XA', 'XB', 'QO', 'EU', 'EZ', 'UN', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA'])

/** Whether it is a country's own code (ISO 3166-1 alpha-2, capitals): not another one that is understood (`UK`), nor one of a country that is no more. */
export function isCountryCode(code: string): boolean {
  return /^[A-Z]{2}$/u.test(code) && !noCountries.has(code) && regions.of(code) !== undefined && new Intl.Locale('und', { region: code }).region === code
}
