import { describe, expect, it } from 'vitest'
import type { Abilities, Sheet } from '../../../../electron/printing/windows/spooler.ts'
import { dotsOfDriver, formsFor, isPaper, papersOfDriver } from '../../../../electron/printing/windows/windows-paper.ts'

const driver = (part: Partial<Abilities> = {}): Abilities => ({ forms: [], least: null, most: null, dots: [], colour: false, ...part })
const office = driver({ forms: [{ form: 1, width: 2159, height: 2794 }, { form: 9, width: 2100, height: 2970 }, { form: 11, width: 1480, height: 2100 }] })

describe('the paper of a driver', () => {
  it('is known by its forms and by the range of sizes that it takes', () => {
    expect(papersOfDriver(office)).toEqual(['a4', 'letter', 'a5', 'a4-4up', 'letter-4up'])
    expect(papersOfDriver(driver({ least: { width: 500, height: 500 }, most: { width: 1040, height: 2000 } }))).toEqual(['100x150', '4x6', '62mm', '80mm'])
    expect(papersOfDriver(driver())).toBeNull()
  })

  it('has the dots that are as many across as down', () => {
    expect(dotsOfDriver(driver({ dots: [{ across: 203, down: 203 }, { across: 360, down: 180 }, { across: 203, down: 203 }, { across: -4, down: -4 }] }))).toEqual([203])
  })

  it('is asked for by its own form first, then by its size', () => {
    expect(formsFor('a4', 842, office)[0]).toEqual({ form: 9 })
    expect(formsFor('a4-4up', 842, office)[0]).toEqual({ form: 9 })
    expect(formsFor('100x150', 425, office)).toEqual([{ width: 1000, height: 1500 }, { width: 1000, height: 1500, form: 256 }])
  })

  it('never by the form that stands for any size, which only looks like one', () => {
    expect(formsFor('100x150', 425, { forms: [{ form: 256, width: 1000, height: 1500 }], least: null })).toEqual([{ width: 1000, height: 1500 }, { width: 1000, height: 1500, form: 256 }])
  })

  it('of a roll is as long as the highest page, by size or else by the next longer form', () => {
    const forms = [{ form: 300, width: 620, height: 1000 }, { form: 301, width: 620, height: 3000 }, { form: 302, width: 620, height: 2000 }]
    // 400 pt are 141.1 mm.
    expect(formsFor('62mm', 400, { forms, least: null })).toEqual([{ width: 620, height: 1412 }, { width: 620, height: 1412, form: 256 }, { form: 302 }])
    expect(formsFor('62mm', 30, { forms: [], least: { width: 100, height: 254 } })[0]).toEqual({ width: 620, height: 254 })
  })
})

describe('the sheet that a driver lays out', () => {
  const sheet = (width: number, height: number): Sheet => ({ across: 203, down: 203, width: Math.round((width / 25.4) * 203), height: Math.round((height / 25.4) * 203), left: 0, top: 0 })
  const page = { width: 283.46, height: 425.19 }

  it('is the one that was asked for where pages lie on it and it is hardly larger', () => {
    expect(isPaper('100x150', [page], sheet(100, 150))).toBe(true)
    expect(isPaper('100x150', [page], sheet(101.6, 152.4))).toBe(true)
    expect(isPaper('4x6', [{ width: 288, height: 432 }], sheet(100, 150))).toBe(false)
  })

  it('is another one where a page would be cut off, or lie in its corner', () => {
    expect(isPaper('100x150', [page], sheet(100, 140))).toBe(false)
    expect(isPaper('100x150', [page], sheet(80, 150))).toBe(false)
    expect(isPaper('100x150', [page], sheet(210, 297))).toBe(false)
  })

  it('of a roll may be longer, never wider', () => {
    expect(isPaper('62mm', [{ width: 175.74, height: 400 }], sheet(62, 300))).toBe(true)
    expect(isPaper('62mm', [{ width: 175.74, height: 400 }], sheet(100, 300))).toBe(false)
    expect(isPaper('62mm', [{ width: 175.74, height: 400 }, { width: 175.74, height: 900 }], sheet(62, 300))).toBe(false)
  })
})
