import { describe, expect, it } from 'vitest'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { buyerWords } from '../../../electron/documents/words/buyer-words.ts'
import { isRightToLeft, languageOf, slipLanguages, type SlipLanguage } from '../../../electron/domain/slip-language.ts'
import { standardTemplate } from '../../../electron/domain/slip-template.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'

const of = (country: string) => addresses.find((one) => one.country === country) ?? addresses[0]!
const inLanguage = (language: SlipLanguage, i: number, total: number) => slipFor(of({ en: 'US', tr: 'TR', ru: 'RU', 'zh-Hans': 'CN', 'zh-Hant': 'TW', de: 'DE', fr: 'FR', es: 'MX', pl: 'PL', he: 'IL', ar: 'SA' }[language]), i, total, { language, run: 47, template: { ...standardTemplate, text: 'Thank you · شكرا' }, note: 'mind', orderState: 'SHIPPED' })

describe('slips in the buyer’s language', () => {
  it('is the one that is read in the buyer’s country, and English elsewhere', () => {
    expect(['TR', 'RU', 'CN', 'TW', 'AT', 'BE', 'MX', 'PL', 'IL', 'EG', 'US', 'JP', 'xx', null].map(languageOf)).toEqual(['tr', 'ru', 'zh-Hans', 'zh-Hant', 'de', 'fr', 'es', 'pl', 'he', 'ar', 'en', 'en', 'en', 'en'])
  })

  it('is that of the country also where it is written to under a code of its own, and where offices write it', () => {
    const read = { fr: ['GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF', 'CM', 'GA', 'CD', 'MG', 'HT'], es: ['GQ', 'IC', 'EA'], ar: ['EH'], 'zh-Hant': ['HK', 'MO'], en: ['GB', 'GG', 'JE', 'IM', 'XK', 'AX', 'UA', 'CA', 'SG'] }
    for (const [language, countries] of Object.entries(read)) for (const country of countries) expect([country, languageOf(country), languageOf(country.toLowerCase())]).toEqual([country, language, language])
  })

  it.each(['a4', '62mm'] as const)('have every word of the buyer in it, the packer’s warnings in his, and no character without a font, on %s', async (paper) => {
    const sheets = slipLanguages.map((language, i) => inLanguage(language, i, slipLanguages.length))
    const made = await makeSlips(slipsInput(sheets, { paper }))
    expect(made.sheets.flatMap(({ missing }) => missing)).toEqual([])
    const pages = readPdf(made.pdf).pages
    slipLanguages.forEach((language, i) => {
      const said = pages[i]?.said.map((line) => line.text.trim()) ?? []
      const words = buyerWords[language]
      expect(said, language).toEqual(expect.arrayContaining([words.packingSlip, words.phone, words.order, words.sku, words.color, words.size, words.note, 'Already marked as shipped', 'Ship before', 'Thank you · شكرا']))
    })
  })

  it.each(['a4', '100x150'] as const)('say to the buyer when he ordered and when it was printed as his language writes it, and speak no English to him, on %s', async (paper) => {
    const sheets = slipLanguages.map((language, i) => {
      const sheet = inLanguage(language, i, slipLanguages.length)
      return { ...sheet, sameRecipientCount: 2, together: [slipFor(of(sheet.country ?? 'US'), i + 1, 40, { run: 47, language })] }
    })
    const alone = sheets.map(({ together: _together, ...sheet }) => ({ ...sheet, sameRecipientCount: 1 }))
    const dates: Partial<Record<SlipLanguage, string>> = { en: '20 Nov 2026, 10:04', tr: '20 Kas 2026 10:04', ru: '20 нояб. 2026 г., 10:04', de: '20. Nov. 2026, 10:04', es: '20 nov 2026, 10:04', pl: '20 lis 2026, 10:04', 'zh-Hans': '2026年11月20日 10:04' }
    for (const run of [sheets, alone]) {
      const made = await makeSlips(slipsInput(run, { paper }))
      expect(made.sheets.flatMap(({ missing, problems }) => [...missing, ...problems])).toEqual([])
      const { pages } = readPdf(made.pdf)
      slipLanguages.forEach((language, i) => {
        const words = buyerWords[language]
        const own = made.sheets[run === sheets ? 2 * i : i]!
        const said = pages.slice(own.page - 1, own.page - 1 + own.pages).flatMap((page) => page.said.map((line) => line.text.trim())).join('\n')
        for (const text of [words.ordered, words.run.replace('{run}', '47'), words.printed.replace('{at}', '').trim(), words.sheet.replace('{hash}', '').trim(), dates[language] ?? '', ...(run === sheets ? [words.together.replace('{n}', '2')] : [run[i]!.hash])]) expect(said, language).toContain(text)
        if (language !== 'en') for (const english of ['Ordered', 'Run 47', 'Printed', 'Sheet ', 'orders on this slip', 'Packing slip']) expect(said, language).not.toContain(english)
        // Until when it has to leave is the packer's.
        expect(said, language).toContain('22 Nov 2026, 14:20')
      })
    }
  })

  it('have the packer’s own words before their values also where the buyer’s language is mirrored', async () => {
    const one = inLanguage('ar', 0, 1)
    const made = await makeSlips(slipsInput([{ ...one, together: [slipFor(of('SA'), 1, 2, { language: 'ar' })] }], { paper: 'a4' }))
    const said = readPdf(made.pdf).pages[0]?.said ?? []
    const [words, moment, id, order] = ['Ship before', '22 Nov 2026, 14:20', one.joomId, buyerWords.ar.order].map((text) => said.find((line) => line.text.trim() === text)?.x ?? NaN)
    expect(words).toBeLessThan(moment!)
    expect(order).toBeGreaterThan(id!)
  })

  it('are mirrored where the language is: quantities at the right of the goods, words at the right of their values', async () => {
    const sheets = (['he', 'en'] as const).map((language, i) => inLanguage(language, i, 2))
    const made = await makeSlips(slipsInput(sheets, { paper: 'a4' }))
    const [mirrored, plain] = readPdf(made.pdf).pages
    const place = (page: typeof plain, text: string): number => page?.said.find((line) => line.text.trim() === text)?.x ?? NaN
    for (const [page, language, sign] of [[mirrored, 'he', -1], [plain, 'en', 1]] as const) {
      const sheet = sheets[language === 'he' ? 0 : 1]!
      expect(isRightToLeft(language)).toBe(sign === -1)
      expect(sign * (place(page, sheet.items[0]!.sku!) - place(page, buyerWords[language].sku))).toBeGreaterThan(0)
      expect(sign * (place(page, sheet.items[0]!.name!) - place(page, `${String(sheet.items[0]!.quantity)}×`))).toBeGreaterThan(0)
    }
  })

  it('stand on one proof sheet, each language by its own name', async () => {
    const made = await makeDeskPaper({ content: { kind: 'languages', template: standardTemplate }, paper: 'a4', start: 1, dpi: 203, title: 'proof', run: null, rehearsal: false, madeAt: 0, timeZone: 'UTC', words: englishDeskWords })
    expect(made.missing).toEqual([])
    const said = readPdf(made.pdf).pages.flatMap((page) => page.said.map((line) => line.text)).join('\n')
    for (const language of slipLanguages) for (const word of [buyerWords[language].name, buyerWords[language].phone, buyerWords[language].quantity, buyerWords[language].note]) expect(said).toContain(word)
  })
})
