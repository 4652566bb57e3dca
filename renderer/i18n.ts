import { createI18n } from 'vue-i18n'

/** One file for each part of the window, with one top-level key that is the file's name. Compiled at build time. */
const files = import.meta.glob<Record<string, object>>('./locales/en/*.json', { eager: true, import: 'default' })

/** Moments as they are written in the frame and in forms. */
const moments = {
  clock: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
} as const

/** The language of the settings by the name under which the system knows how it writes dates and numbers. */
const locale = 'en-GB'

/** All sentences of the window. A key that is missing shows as itself. */
export function createCatalogue() {
  const en = Object.assign({}, ...Object.values(files)) as Record<string, object> // `Object.assign` with a spread forgets its types.
  return createI18n({ legacy: false, locale, fallbackLocale: locale, messages: { [locale]: en }, datetimeFormats: { [locale]: moments } })
}
