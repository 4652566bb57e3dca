import { describe, expect, it } from 'vitest'
import { breakOpportunities, cutsWithin } from '../../../electron/documents/text/break-lines.ts'

const parts = (text: string): string[] => {
  const places = breakOpportunities(text)
  return places.map((place, i) => text.slice(places[i - 1] ?? 0, place))
}

describe('where a line may end', () => {
  it('is after blanks and hyphens, not before punctuation', () => {
    expect(parts('Hohenlohe-Schillingsfürst 12, 3 OG.')).toEqual(['Hohenlohe-', 'Schillingsfürst ', '12, ', '3 ', 'OG.'])
  })

  it('is between Thai words, though no blank divides them', () => {
    expect(parts('ถนนสุขุมวิทกรุงเทพมหานคร')).toEqual(['ถนน', 'สุขุมวิท', 'กรุงเทพมหานคร'])
  })

  it('is between Chinese characters, but not before a closing mark', () => {
    expect(parts('上海市，中')).toEqual(['上', '海', '市，', '中'])
  })

  it('is at no break where the writer said so', () => {
    expect(parts('12\u00a0bis\u2011A')).toEqual(['12\u00a0bis\u2011A'])
  })

  it('is never inside what a reader takes for one character', () => {
    expect(cutsWithin('aกำ👩‍👩‍👧e\u0301', 0, 14)).toEqual([1, 3, 11, 13])
  })
})
