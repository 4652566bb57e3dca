import { describe, expect, it, vi } from 'vitest'
import type { Calibration, LabelPrinter, ScannerKnown } from '../../../../electron/contract/schemas.ts'
import { keyboardBars, keyboardSquare } from '../../../../electron/domain/scanner-keys.ts'
import { sheetCodeOf } from '../../../../electron/domain/sheet-code.ts'
import { FakeStores, storeView } from '../base/fake-stores.ts'
import { noon } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

useWindow()

const label: LabelPrinter = { id: 'a', name: 'Bench 1', way: { kind: 'network', host: '192.168.1.60', port: 9100 }, dpi: 203, width: 100, height: 150, shiftX: 0, shiftY: 0 }
const german = (text: string): string => [...text].map((one) => ({ y: 'z', z: 'y', Y: 'Z', Z: 'Y', '-': 'ß', '/': '-' })[one] ?? one).join('')

function main(): FakeStores {
  const fake = new FakeStores([storeView(1)])
  fake.settings = { ...fake.settings, labelPrinters: [label] }
  fake.answers.set('prints.printers', () => [{ name: 'Laser', description: 'Laser in the hall', isDefault: true, state: 'ready', reason: null }, { name: 'label-printer:a', description: 'Bench 1', isDefault: false, state: 'ready', reason: null }])
  fake.answers.set('papers.make', ({ kind, paper }: { readonly kind: string; readonly paper: string }) => ({ id: 3, kind, paper, pages: 2, madeAt: noon, url: '/paper/3.pdf', orders: 0, leftOut: [], missing: [] }))
  fake.answers.set('papers.print', () => ({ job: 'Laser-9' }))
  fake.answers.set('printers.calibrate', ({ calibration, scanner }: { readonly calibration: Calibration; readonly scanner: ScannerKnown | null }) => (fake.settings = { ...fake.settings, calibrations: [calibration], scanner }))
  fake.answers.set('printers.forgetCalibration', () => (fake.settings = { ...fake.settings, calibrations: [] }))
  return fake
}
async function scan(window: OpenWindow, text: string, end = 'Enter'): Promise<void> {
  for (const key of text) document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: end, bubbles: true, cancelable: true }))
  await window.wait()
}
const heard = (window: OpenWindow): string => window.find('.heard').textContent
const follows = (window: OpenWindow): string => window.find('[aria-labelledby="section-follows"]').textContent
const kept = (fake: FakeStores) => fake.inputOf<{ readonly calibration: Calibration; readonly scanner: ScannerKnown | null }>('printers.calibrate')

describe('a printer and a scanner', () => {
  it('are begun with at once where the printers are known already, without a complaint', async () => {
    const fake = main()
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const window = await openWindow(fake, '/settings')
    await window.click(window.button('Calibrate a printer'))
    await window.wait(50)
    expect(window.find('#calibration-printer')).toMatchObject({ value: 'Laser' })
    expect(complaints.mock.calls).toEqual([])
  })

  it('are calibrated: the sheet is printed, scanned and measured, and what follows is said and kept', async () => {
    const fake = main()
    const window = await openWindow(fake, '/calibration')
    expect(window.button('Keep it').disabled).toBe(true)
    await window.click(window.button('Print the calibration sheet'))
    expect(fake.inputOf('papers.make')).toMatchObject({ kind: 'calibration', paper: 'a4', printer: 'Laser' })
    expect(fake.inputOf('papers.print')).toMatchObject({ id: 3, printer: 'Laser' })
    expect(window.text()).toContain('Handed to Laser in the hall, job Laser-9.')
    await scan(window, keyboardSquare)
    expect(heard(window)).toBe('Read: the keys.')
    for (const code of ['L203B6', 'L203B3', 'L300B4', 'L203Q5', 'L203D4']) await scan(window, code)
    expect(heard(window)).toContain('Data Matrix, 4 dots of 203 dpi')
    expect(window.all('.rung.read')).toHaveLength(5)
    await scan(window, 'L203B3')
    expect(heard(window)).toContain('Read once more')
    expect(follows(window)).toContain('A ladder counts once it is known where it ends')
    expect(follows(window)).not.toContain('The narrowest bars')
    for (const ladder of ['Bars, 203 dpi', 'Bars, 300 dpi', 'QR codes, 203 dpi', 'Data Matrix, 203 dpi']) await window.click(window.find(`[aria-label="Next is not read: ${ladder}"]`))
    expect(follows(window)).not.toContain('A ladder counts once')
    await window.type(window.find('#measure-across'), '145,5')
    await window.type(window.find('#measure-top'), '13.5')
    expect(follows(window)).toContain('0.38 mm (3 dots of 203)')
    expect(follows(window)).toContain('0.63 mm (5 dots of 203)')
    expect(follows(window)).toContain('keys arrive as they are')
    expect(follows(window)).toContain('prints at 97 %. Choose “actual size”')
    expect(follows(window)).toContain('1.5 mm too far down. Labels are moved back')
    await window.click(window.button('Keep it'))
    expect(kept(fake)).toEqual({
      calibration: { printer: 'Laser', at: expect.any(Number) as number, paper: 'a4', dpi: null, bars: { 203: 3, 300: 4 }, squares: { 203: 5 }, scaleX: 0.97, scaleY: null, movedX: null, movedY: 1.5 },
      scanner: { at: expect.any(Number) as number, keys: {}, prefix: '', suffix: '', ends: 'enter', gap: expect.any(Number) as number }
    })
    expect(window.text()).toContain('Kept for Laser in the hall.')
    expect(window.find('[aria-labelledby="calibrations"]').textContent).toContain('bars from 0.34 mm')
    await window.click(window.find('[aria-label="Forget the calibration of Laser in the hall"]'))
    expect(fake.inputOf('printers.forgetCalibration')).toEqual({ printer: 'Laser' })
    expect(window.find('[aria-labelledby="calibrations"]').textContent).not.toContain('bars from')
  })

  it('whose keyboards differ understand each other from then on: a code that arrives otherwise finds its order', async () => {
    const fake = main()
    const window = await openWindow(fake, '/calibration')
    await scan(window, german('L203B6'), 'Tab')
    expect(heard(window)).toContain('Read: bars')
    for (const [i, part] of keyboardBars.entries()) {
      await scan(window, german(part))
      expect(heard(window)).toBe(`Read: part ${String(i + 1)} of the keys.`)
      expect(follows(window).includes('still to be scanned')).toBe(i < 2)
    }
    expect(follows(window)).toContain('another keyboard layout')
    await window.click(window.button('Keep it'))
    expect(kept(fake).scanner).toMatchObject({ keys: { ß: '-', Z: 'Y', Y: 'Z' }, ends: 'enter' })
    await window.click(window.find('nav a[href*="orders"]'))
    const code = sheetCodeOf({ joomId: '5c3d1a2b4e5f60718293a4b5', world: 'real', hash: '9f3a21c0' })
    await window.type(window.find('#orders-search'), german(code))
    await window.wait(500)
    expect(fake.inputOf('prints.checkPaper')).toMatchObject({ code, world: null })
    await window.type(window.find('#orders-search'), 'Zoë Yılmaz')
    await window.wait(500)
    expect(fake.inputOf<{ readonly filter: { readonly search: string } }>('orders.overview').filter.search).toBe('Zoë Yılmaz')
  })

  it('are told to be set to one layout where keys arrive alike, and nothing is kept of them', async () => {
    const fake = main()
    const window = await openWindow(fake, '/calibration')
    await scan(window, keyboardSquare.replaceAll('-', '6'))
    expect(heard(window)).toContain('“6” and “-” arrive alike')
    expect(follows(window)).toContain('cannot be turned back')
    await scan(window, 'HELLO')
    expect(heard(window)).toContain('nothing of a calibration sheet')
    await scan(window, 'L203B1')
    await window.click(window.button('Keep it'))
    expect(kept(fake).scanner).toBeNull()
  })

  it('where measures cannot be right are not kept, and each says near what', async () => {
    const fake = main()
    const window = await openWindow(fake, '/calibration')
    await scan(window, 'L203B1')
    await window.type(window.find('#measure-left'), '85')
    expect(window.find('#measure-left').getAttribute('aria-invalid')).toBe('true')
    expect(window.find('#measure-left-error').textContent).toContain('Millimetres, near 10.')
    expect(window.button('Keep it').disabled).toBe(true)
    await window.type(window.find('#measure-left'), '')
    expect(window.button('Keep it').disabled).toBe(false)
  })

  it('of which one prints labels shows by its ruler that other dots were entered', async () => {
    const fake = main()
    const window = await openWindow(fake, '/calibration')
    const list = window.find('#calibration-printer') as HTMLSelectElement
    list.value = 'label-printer:a'
    list.dispatchEvent(new Event('change', { bubbles: true }))
    await window.wait()
    expect((window.find('#calibration-paper') as HTMLSelectElement).value).toBe('100x150')
    expect(window.text()).not.toContain('300 dpi')
    expect(window.text()).not.toContain('even stripes')
    await window.type(window.find('#measure-across'), '54')
    expect(follows(window)).toContain('entered with 203 dpi and has 300')
  })
})
