import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { buyerWords } from '../../../electron/documents/words/buyer-words.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'

const someone = addresses.find(({ country }) => country === 'DE') ?? addresses[0]!

describe.each(['a4', '100x150', '62mm'] as const)('what Joom did not give of a recipient, on %s', (paper) => {
  const saidOn = async (given: Parameters<typeof slipFor>[3], part: 'slip' | 'address' = 'slip'): Promise<string[]> => {
    const made = await makeSlips(slipsInput([slipFor(someone, 0, 1, given)], { paper, parts: [part] }))
    expect(made.sheets.flatMap(({ problems }) => problems)).toEqual([])
    return readPdf(made.pdf).pages.flatMap((page) => page.said.map((line) => line.text.trim()))
  }

  it('is said in its place: a phone in the buyer’s words, a name and a country in the packer’s', async () => {
    for (const phone of [null, ' ', '\u200b']) {
      const said = await saidOn({ phone, language: 'de' })
      expect(said[said.indexOf(buyerWords.de.phone) + 1]).toBe(buyerWords.de.notKnown)
    }
    const bare = await saidOn({ recipientName: ' ', country: null })
    expect(bare.indexOf('Joom gave no name')).toBeLessThan(bare.indexOf('Joom gave no country'))
    expect(bare).toContain('Joom gave no name')
    const whole = await saidOn({})
    for (const words of ['Joom gave no name', 'Joom gave no country', 'not known']) expect(whole).not.toContain(words)
  })

  it('is said on the address label too', async () => {
    if (paper === 'a4') return
    const said = await saidOn({ phone: null }, 'address')
    expect(said[said.indexOf('Phone') + 1]).toBe('not known')
  })
})
