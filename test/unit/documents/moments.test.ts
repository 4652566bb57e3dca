import { describe, expect, it } from 'vitest'
import { momentIn } from '../../../electron/documents/moments.ts'
import { slipLanguages } from '../../../electron/domain/slip-language.ts'
import { buyerWords } from '../../../electron/documents/words/buyer-words.ts'

/** ICU's own way to write it, by the version that Node has. */
const byIcu = (at: number, locale: string, timeZone: string | undefined): string => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at)
const minute = 60_000
/** Days of each month, beside the changes of summer time too; midnight, morning, noon, the last minute. */
const moments = [...Array.from({ length: 12 }, (_, month) => [1, 9, 10, 28].map((day) => Date.UTC(2026, month, day))).flat(), Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 25), Date.UTC(1999, 11, 31), Date.UTC(2030, 0, 1)]
  .flatMap((day) => [0, 61, 125, 9 * 60 + 7, 12 * 60, 24 * 60 - 1].map((after) => day + after * minute))

describe('a moment on paper', () => {
  it.each(['en-GB', ...slipLanguages.map((language) => buyerWords[language].buyerLocale)])('is written as the language does: %s', (locale) => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Apia']) {
      expect(moments.filter((at) => momentIn(at, locale, zone) !== byIcu(at, locale, zone)).map((at) => [momentIn(at, locale, zone), byIcu(at, locale, zone)])).toEqual([])
    }
  })

  it('is told by the computer’s own clock where no zone is named', () => {
    expect(moments.map((at) => momentIn(at, 'de', null))).toEqual(moments.map((at) => byIcu(at, 'de', undefined)))
  })

  it('is none where there is no such moment, language or zone', () => {
    expect(() => momentIn(NaN, 'en-GB', null)).toThrow(RangeError)
    expect(() => momentIn(9e15, 'en-GB', 'UTC')).toThrow(RangeError)
    expect(() => momentIn(0, 'tlh', null)).toThrow(RangeError)
    expect(() => momentIn(0, 'en-GB', 'Europe/Atlantis')).toThrow(RangeError)
  })
})
