import { describe, expect, it } from 'vitest'
import { isMadeAlike, madeForOn, type MadeForSettings } from '../../../electron/domain/made-for.ts'

const told = { printer: 'Laser', dpi: null, bars: {}, squares: {}, movedX: null, movedY: null }
const settings = (more: Partial<MadeForSettings> = {}): MadeForSettings => ({ printer: 'Laser', paper: 'a4', dpi: 203, copies: 1, documents: {}, labelPrinters: [{ id: 'a', dpi: 300 }], calibrations: [], ...more })

describe('what sheets are made for', () => {
  it('has the dots of the printer where they are known, else those that it was begun with, else those that are set', () => {
    expect(madeForOn(settings(), 'packing_slip')).toEqual({ dpi: 203 })
    expect(madeForOn(settings(), 'packing_slip', 'Laser', 600).dpi).toBe(600)
    expect(madeForOn(settings(), 'packing_slip', 'label-printer:a', 600).dpi).toBe(300)
    expect(madeForOn(settings({ calibrations: [{ ...told, dpi: 300 }] }), 'packing_slip', 'Laser', 600).dpi).toBe(300)
    // Its sheet told nothing of dots: codes are as wide as the ladder of those that it goes on with said.
    expect(madeForOn(settings({ calibrations: [{ ...told, bars: { 203: 4, 600: 9 } }] }), 'packing_slip', 'Laser', 600)).toMatchObject({ dpi: 600, codes: { bars: 9, squares: 0 } })
  })

  it('has codes as wide as the scanner needs; labels of runs are moved, papers for the desk and calibration sheets are not', () => {
    const calibrated = settings({ calibrations: [{ ...told, bars: { 203: 4 }, squares: { 203: 5 }, movedX: 1, movedY: -0.6 }, { ...told, printer: 'label-printer:a', bars: { 300: 5 }, movedX: 1 }] })
    expect(madeForOn(calibrated, 'address_label')).toEqual({ dpi: 203, codes: { bars: 4, squares: 5 }, shift: { x: -1, y: 0.6 } })
    expect(madeForOn(calibrated, 'commands')).toEqual({ dpi: 203, codes: { bars: 4, squares: 5 } })
    expect(madeForOn(calibrated, 'address_label', 'label-printer:a')).toEqual({ dpi: 300, codes: { bars: 5, squares: 0 } })
    expect(madeForOn(calibrated, 'calibration')).toEqual({ dpi: 203, told: false })
    expect(madeForOn(calibrated, 'calibration', 'label-printer:a')).toEqual({ dpi: 300, told: true })
  })

  it('is alike where codes come out as wide and labels lie where they did', () => {
    expect(isMadeAlike({ dpi: 203 }, { dpi: 203, codes: { bars: 2, squares: 0 }, shift: { x: 0, y: 0 }, told: false })).toBe(true)
    for (const other of [{ dpi: 300 }, { dpi: 203, codes: { bars: 4, squares: 0 } }, { dpi: 203, codes: { bars: 3, squares: 5 } }, { dpi: 203, shift: { x: 0, y: 0.5 } }, { dpi: 203, told: true }] as const) {
      expect([isMadeAlike({ dpi: 203 }, other), isMadeAlike(other, { dpi: 203 })]).toEqual([false, false])
    }
  })
})
