import { describe, expect, it } from 'vitest'
import { generatedAddress, generatedCountries } from '../../support/generated-addresses.ts'
import { proveTexts } from './prove-texts.ts'

describe('addresses made of the letters of sixty countries', () => {
  it('are the same each time, and no two alike', () => {
    expect(generatedCountries.length).toBeGreaterThanOrEqual(60)
    const some = Array.from({ length: 300 }, (_, i) => JSON.stringify(generatedAddress(i)))
    expect(new Set(some).size).toBe(300)
    expect(JSON.stringify(generatedAddress(7))).toBe(some[7])
  })

  it('come back from their slips, every character in its order', async () => {
    // Two of each country; `npm run texts` has thousands.
    const { lost, characters } = await proveTexts(0, generatedCountries.length * 2)
    expect(lost).toEqual([])
    expect(characters).toBeGreaterThan(8000)
  })

  it('come back from slips that are documents by themselves, which have another kind of font', async () => {
    for (let i = 0; i < generatedCountries.length; i++) expect((await proveTexts(i, 1)).lost).toEqual([])
  })
})
