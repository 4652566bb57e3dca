import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Environment } from '../../../electron/domain/connection.ts'
import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { isPickCode, orderCodeOf, pickCodeOf, worldOfCode } from '../../../electron/domain/pick-code.ts'
import { choiceOf, filterOf, storesOf } from '../../../electron/domain/store-choice.ts'
import { leastUsedColor, storeColors, type StoreColor } from '../../../electron/domain/store-color.ts'
import { isMixed } from '../../../electron/domain/world.ts'

const seed = fc.integer({ min: 0, max: 2 ** 30 - 1 })

describe('the colour of a new store', () => {
  it('is one that no store has, while there is one, and never one that is used more than another', () => {
    const taken: StoreColor[] = []
    for (let i = 0; i < 20; i++) {
      const color = leastUsedColor(taken)
      if (i < storeColors.length) expect(taken).not.toContain(color)
      taken.push(color)
    }
    const uses = storeColors.map((color) => taken.filter((one) => one === color).length)
    expect(Math.max(...uses) - Math.min(...uses)).toBe(1)
  })
})

describe('a batch', () => {
  it.each<[readonly Environment[], boolean]>([[[], false], [['production'], false], [['rehearsal', 'rehearsal'], false], [['production', 'custom'], false], [['production', 'rehearsal'], true], [['custom', 'rehearsal', 'custom'], true]])('of %j is mixed: %s', (environments, mixed) => {
    expect(isMixed(environments)).toBe(mixed)
  })
})

describe('codes', () => {
  it('of the rehearsal begin with R, check, and are never a real order’s, nor become one by a single wrong character', () => {
    fc.assert(fc.property(seed, seed, fc.integer({ min: 0, max: 7 }), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (n, m, at, wrong) => {
      const code = pickCodeOf(n, 'rehearsal')
      expect(code).toMatch(/^R[0-9A-Z]{7}$/)
      expect(isPickCode(code)).toBe(true)
      expect(code).not.toBe(pickCodeOf(m))
      const typed = code.slice(0, at) + wrong + code.slice(at + 1)
      if (typed !== code) expect(isPickCode(typed)).toBe(false)
    }))
  })

  it('say their world by themselves, in any case and with blanks around them', () => {
    fc.assert(fc.property(seed, (n) => {
      expect(worldOfCode(` ${pickCodeOf(n, 'rehearsal').toLowerCase()} `)).toBe('rehearsal')
      expect(worldOfCode(pickCodeOf(n))).toBe('real')
    }))
    const id = '5c3d1a2b4e5f6071829a4b00'
    expect(orderCodeOf(id, 'real')).toBe(id)
    expect(worldOfCode(orderCodeOf(id, 'rehearsal'))).toBe('rehearsal')
    // An id alone says nothing, and neither does what merely begins like a code.
    for (const text of [id, '', 'R', 'R-', 'Red mug', 'r-2 ', 'R1234567', 'K1234567', 'Ré-sumé Café']) expect(worldOfCode(text), text).toBeNull()
  })
})

describe('which stores are shown', () => {
  const store = (id: number, environment: Environment) => ({ id: id as ConnectionId, environment })
  const both = [store(1, 'production'), store(2, 'rehearsal'), store(3, 'custom')]
  const ids = (remembered: string, stores = both): number[] => storesOf(choiceOf(remembered, stores), stores).map(({ id }) => id)

  it('is remembered as all, a world or one of them', () => {
    expect(ids('all')).toEqual([1, 2, 3])
    expect(ids('real')).toEqual([1, 3])
    expect(ids('rehearsal')).toEqual([2])
    expect(ids('3')).toEqual([3])
  })

  it('is all again where what was remembered is gone', () => {
    expect(ids('9')).toEqual([1, 2, 3])
    expect(ids('nonsense')).toEqual([1, 2, 3])
    expect(ids('rehearsal', [store(1, 'production')])).toEqual([1])
  })

  it('is what a list is asked for', () => {
    expect(filterOf('all')).toEqual({ connectionId: null, world: null })
    expect(filterOf('real')).toEqual({ connectionId: null, world: 'real' })
    expect(filterOf(3 as ConnectionId)).toEqual({ connectionId: 3, world: null })
  })
})
