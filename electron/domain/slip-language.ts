/** The languages that slips have words in, by BCP 47. */
export const slipLanguages = ['en', 'tr', 'ru', 'zh-Hans', 'zh-Hant', 'de', 'fr', 'es', 'pl', 'he', 'ar'] as const
export type SlipLanguage = (typeof slipLanguages)[number]

/** Countries whose buyers read one of them. Where a country has several languages, the one that most read. */
const countries: Readonly<Record<Exclude<SlipLanguage, 'en'>, readonly string[]>> = {
  tr: ['TR'], ru: ['RU', 'BY', 'KZ', 'KG'], 'zh-Hans': ['CN'], 'zh-Hant': ['TW', 'HK', 'MO'], de: ['DE', 'AT', 'LI', 'CH'],
  // France beyond the sea has codes of its own; then where offices write French.
  fr: ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF', 'BE', 'LU', 'MC', 'SN', 'CI', 'BJ', 'BF', 'BI', 'CD', 'CF', 'CG', 'CM', 'DJ', 'GA', 'GN', 'HT', 'KM', 'MG', 'ML', 'NE', 'TD', 'TG'],
  es: ['ES', 'IC', 'EA', 'MX', 'AR', 'CL', 'CO', 'PE', 'VE', 'EC', 'GT', 'CU', 'BO', 'DO', 'HN', 'PY', 'SV', 'NI', 'CR', 'PA', 'UY', 'PR', 'GQ'], pl: ['PL'], he: ['IL'],
  ar: ['SA', 'AE', 'EG', 'JO', 'LB', 'KW', 'QA', 'BH', 'OM', 'IQ', 'YE', 'SY', 'LY', 'TN', 'DZ', 'MA', 'SD', 'PS', 'MR', 'EH']
}
const byCountry = new Map(Object.entries(countries).flatMap(([language, codes]) => codes.map((code) => [code, language as SlipLanguage] as const))) // the keys are languages

/** The language of a slip to a country: English where nothing else is known to be read there. */
export function languageOf(country: string | null): SlipLanguage {
  return byCountry.get((country ?? '').toUpperCase()) ?? 'en'
}

/** Whether it is written from right to left. */
export const isRightToLeft = (language: SlipLanguage): boolean => language === 'he' || language === 'ar'
