import { describe, expect, it } from 'vitest'
import type { Calibration, LabelPrinter, Settings } from '../../../electron/contract/schemas.ts'
import { settings as settingsSchema } from '../../../electron/contract/schemas.ts'
import { madeForOn } from '../../../electron/domain/made-for.ts'
import { createCalibrationBook } from '../../../electron/printing/calibration-book.ts'
import { createLabelPrinterBook } from '../../../electron/printing/label-printer-book.ts'
import { defaultSettings } from '../../../electron/settings/settings-store.ts'

const label: LabelPrinter = { id: 'a', name: 'Bench 1', way: { kind: 'network', host: 'zebra.local', port: 9100 }, dpi: 203, width: 100, height: 150, shiftX: 0.5, shiftY: 0 }
const told = (part: Partial<Calibration> = {}): Calibration => ({ printer: 'Laser', at: 1, paper: '100x150', dpi: null, bars: {}, squares: {}, scaleX: null, scaleY: null, movedX: null, movedY: null, ...part })

function book() {
  let now: Settings = { ...defaultSettings, labelPrinters: [label] }
  const settings = { get: () => now, change: (patch: Partial<Settings>) => (now = settingsSchema.parse({ ...now, ...patch })) }
  return { kept: createCalibrationBook({ settings }), labels: createLabelPrinterBook({ settings, newId: () => 'b' }), now: () => now }
}

describe('what a calibration told', () => {
  it('is kept once for each printer, with the scanner, and forgotten where somebody says so', () => {
    const { kept, now } = book()
    const scanner = { at: 1, keys: { ß: '-' }, prefix: '', suffix: '', ends: 'enter' as const, gap: 4 }
    kept.calibrate({ calibration: told(), scanner })
    kept.calibrate({ calibration: told({ at: 2, bars: { 203: 4 } }), scanner: null })
    expect(now()).toMatchObject({ calibrations: [{ printer: 'Laser', at: 2, bars: { 203: 4 } }], scanner })
    kept.forgetCalibration({ printer: 'Laser' })
    expect(now().calibrations).toEqual([])
    expect(now().scanner).toEqual(scanner)
  })

  it('is added to what an earlier sheet of that printer told: what was not scanned or measured again stays', () => {
    const { kept, now } = book()
    kept.calibrate({ calibration: told({ dpi: 203, bars: { 203: 5 }, squares: { 203: 6 }, scaleX: 1, scaleY: 1, movedX: 1, movedY: -1 }), scanner: null })
    kept.calibrate({ calibration: told({ at: 2, paper: 'a4', scaleX: 1, movedX: 0.8 }), scanner: null })
    expect(now().calibrations).toEqual([told({ at: 2, paper: 'a4', dpi: 203, bars: { 203: 5 }, squares: { 203: 6 }, scaleX: 1, scaleY: 1, movedX: 0.8, movedY: -1 })])
    // A ladder that was read again counts alone, with what it says of the dots; a page that is stretched now lies nowhere that is known.
    kept.calibrate({ calibration: told({ at: 3, bars: { 300: 4 }, scaleY: 0.97 }), scanner: null })
    expect(now().calibrations).toEqual([told({ at: 3, dpi: null, bars: { 300: 4 }, squares: { 203: 6 }, scaleX: 1, scaleY: 0.97, movedX: 0.8, movedY: null })])
    // Of dots that a label printer turns out not to have, nothing stays.
    kept.calibrate({ calibration: told({ printer: 'label-printer:a', bars: { 203: 5 }, squares: { 203: 5 } }), scanner: null })
    kept.calibrate({ calibration: told({ printer: 'label-printer:a', scaleX: 0.677 }), scanner: null })
    expect(now().calibrations[1]).toMatchObject({ bars: {}, squares: {} })
  })

  it('sizes codes and moves labels on that printer, and on no other', () => {
    const { kept, now } = book()
    kept.calibrate({ calibration: told({ dpi: 300, bars: { 300: 5, 203: 4 }, movedX: 1.5, movedY: -3 }), scanner: null })
    // Three millimetres are too many to move labels without cutting them off.
    expect(madeForOn(now(), 'packing_slip', 'Laser')).toEqual({ dpi: 300, codes: { bars: 5, squares: 0 }, shift: { x: -1.5, y: 0 } })
    expect(madeForOn(now(), 'packing_slip', 'Other')).toEqual({ dpi: 203 })
  })

  it('moves a label printer by its own settings, whatever stood there: its sheet was not moved', () => {
    const { kept, now } = book()
    kept.calibrate({ calibration: told({ printer: 'label-printer:a', movedX: 1.2, movedY: -0.7, bars: { 203: 4 } }), scanner: null })
    expect(now().labelPrinters).toEqual([{ ...label, shiftX: -1.2, shiftY: 0.7 }])
    kept.calibrate({ calibration: told({ printer: 'label-printer:a', movedX: 3, movedY: 0, bars: { 203: 4 } }), scanner: null })
    expect(now().labelPrinters).toEqual([{ ...label, shiftX: -1.2, shiftY: 0 }])
    expect(madeForOn(now(), 'packing_slip', 'label-printer:a')).toEqual({ dpi: 203, codes: { bars: 4, squares: 0 } })
  })

  it('leaves a label printer where it is when its page was stretched', () => {
    const { kept, now } = book()
    kept.calibrate({ calibration: told({ printer: 'label-printer:a', scaleX: 0.97, movedY: 1 }), scanner: null })
    expect(now().labelPrinters).toEqual([label])
  })

  it('corrects the dots of a label printer that the ruler proves to be others; what its ladder said counts no more', () => {
    const { kept, now } = book()
    kept.calibrate({ calibration: told({ printer: 'label-printer:a', scaleX: 0.677, bars: { 203: 2 } }), scanner: null })
    expect(now().labelPrinters).toEqual([{ ...label, dpi: 300 }])
    expect(now().calibrations[0]?.bars).toEqual({})
  })

  it('is not kept of a label printer that is gone, and goes with one that is removed', () => {
    const { kept, labels, now } = book()
    expect(() => kept.calibrate({ calibration: told({ printer: 'label-printer:z' }), scanner: null })).toThrow(expect.objectContaining({ code: 'not_found' }) as Error)
    kept.calibrate({ calibration: told({ printer: 'label-printer:a' }), scanner: null })
    labels.remove('a')
    expect(now().calibrations).toEqual([])
  })
})
