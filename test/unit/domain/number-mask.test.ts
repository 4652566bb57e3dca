import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeMask, fitsMask, fittingMasks, hasFixedText, maskProblem, masksOf, withMask, type NumberMasks } from '../../../electron/domain/number-mask.ts'

const signs = [...'ABCLPXZ0159', '#', '@', '*']
const classes: Readonly<Record<string, string>> = { '#': '[0-9]', '@': '[A-Z]', '*': '[A-Z0-9]' }
const patternOf = (mask: string): RegExp => new RegExp(`^${[...mask].map((sign) => classes[sign] ?? sign).join('')}$`)

const masks = fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 24 })
const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const digit = fc.constantFrom(...'0123456789')
/** A number that fits a mask. */
const fitting = (mask: string) => fc.tuple(...[...mask].map((sign) => (sign === '#' ? digit : sign === '@' ? letter : sign === '*' ? fc.oneof(letter, digit) : fc.constant(sign)))).map((parts) => parts.join(''))
/** The same with one sign another, one more or one less: nearly one that fits. */
const nearly = (number: string) => fc.tuple(fc.nat(number.length - 1), fc.oneof(letter, digit), fc.constantFrom('other', 'more', 'less')).map(([at, sign, what]) => number.slice(0, at) + (what === 'less' ? '' : sign) + number.slice(what === 'more' ? at : at + 1))

describe('a mask', () => {
  it.each([
    ['LP##############', 'LP00123456789012', true], ['LP##############', 'LP0012345678901', false], ['LP##############', 'LP001234567890123', false], ['LP##############', 'LX00123456789012', false],
    ['LP##############', 'LPA0123456789012', false], ['@@#########CN', 'RB123456785CN', true], ['@@#########CN', 'R1123456785CN', false], ['***', 'A1Z', true], ['***', 'A1', false], ['A', 'A', true]
  ])('%s, for %s: %s', (mask, number, fits) => { expect(fitsMask(number, mask)).toBe(fits) })

  it('fits what the same thing said as a regular expression fits, and nothing else', () => {
    const pairs = masks.chain((mask) => fc.tuple(fc.constant(mask), fc.oneof(fitting(mask), fitting(mask).chain(nearly), fc.string({ unit: fc.oneof(letter, digit), maxLength: 24 }))))
    fc.assert(fc.property(pairs, ([mask, number]) => { expect(fitsMask(number, mask)).toBe(patternOf(mask).test(number)) }), { numRuns: 2000 })
  })

  it('fits every number that was made after it', () => {
    fc.assert(fc.property(masks.chain((mask) => fc.tuple(fc.constant(mask), fitting(mask))), ([mask, number]) => { expect(fitsMask(number, mask)).toBe(true) }))
  })

  it.each([['', 'empty'], ['LP-###', 'characters'], ['lp###', 'characters'], ['LP ##', 'characters'], ['LP.*', 'characters'], ['LP123', 'one_number'], ['#'.repeat(51), 'length'], ['#'.repeat(50), null], ['*', null], ['LP@#', null]] as const)('%j is wrong in %s', (mask, problem) => { expect(maskProblem(mask)).toBe(problem) })

  it('has fixed text where a letter or a digit stands for itself', () => {
    expect([hasFixedText('@@#########@@'), hasFixedText('**'), hasFixedText('#1#'), hasFixedText('A##')]).toEqual([false, false, true, true])
  })
})

describe('masks of providers', () => {
  const all: NumberMasks = [{ provider: 'DHL', masks: ['GM####', '@@##'] }, { provider: 'Ruston', masks: ['RU##'] }]

  it('are those a number fits, and whose', () => {
    expect(fittingMasks(all, 'RU12')).toEqual([{ provider: 'DHL', masks: ['@@##'] }, { provider: 'Ruston', masks: ['RU##'] }])
    expect(fittingMasks(all, 'RU123')).toEqual([])
    expect(masksOf(all, 'EMS')).toEqual([])
  })

  it('are added behind the others of the provider, changed in their place and taken away', () => {
    expect(withMask(all, 'Ruston', 'RV##')).toEqual([all[0], { provider: 'Ruston', masks: ['RU##', 'RV##'] }])
    expect(withMask(all, 'EMS', 'E@##').map(({ provider }) => provider)).toEqual(['DHL', 'EMS', 'Ruston'])
    expect(changeMask(all, 'DHL', 'GM####', 'GM###')).toEqual([{ provider: 'DHL', masks: ['GM###', '@@##'] }, all[1]])
    expect(changeMask(all, 'DHL', 'GM####', null)).toEqual([{ provider: 'DHL', masks: ['@@##'] }, all[1]])
    expect(changeMask(all, 'Ruston', 'RU##', null)).toEqual([all[0]])
  })
})
