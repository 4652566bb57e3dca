import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { LabelPrinter, LabelPrinterForm, Printer } from '../../../../electron/contract/schemas.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

const bench: LabelPrinter = { id: 'a', name: 'Bench 1', way: { kind: 'network', host: '192.168.1.60', port: 9100 }, dpi: 203, width: 100, height: 150, shiftX: 0, shiftY: 0 }
const listed = (part: Partial<Printer> = {}): Printer => ({ name: 'label-printer:a', description: 'Bench 1', isDefault: false, state: 'ready', reason: null, ...part })

function mainWith(kept: readonly LabelPrinter[], printers: readonly Printer[] = []): FakeStores {
  const main = new FakeStores([storeView(1)])
  main.settings = { ...main.settings, labelPrinters: [...kept] }
  main.answers.set('prints.printers', () => [...printers, { name: 'Zebra_raw', description: '', isDefault: true, state: 'ready', reason: null }])
  main.answers.set('printers.save', ({ id, ...form }: LabelPrinterForm & { readonly id?: string }) => {
    main.settings = { ...main.settings, labelPrinters: [...main.settings.labelPrinters.filter((one) => one.id !== id), { ...form, id: id ?? 'new' }] }
    return main.settings
  })
  main.answers.set('printers.remove', ({ id }: { readonly id: string }) => (main.settings = { ...main.settings, labelPrinters: main.settings.labelPrinters.filter((one) => one.id !== id) }))
  return main
}
const field = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll<HTMLLabelElement>('[role="dialog"] label')].find((one) => one.textContent.trim() === label)
  const control = found === undefined ? null : document.getElementById(found.htmlFor)
  if (!(control instanceof HTMLInputElement)) throw new Error(`no field ${label}`)
  return control
}
const dialog = (): string => document.querySelector('[role="dialog"]')?.textContent ?? ''
const openNew = async (main: FakeStores): Promise<OpenWindow> => {
  const window = await openWindow(main, '/settings')
  await window.click(window.button('Add a label printer'))
  return window
}

describe('a label printer', () => {
  it('is offered a print queue on every system', async () => {
    await openNew(mainWith([]))
    expect(dialog()).toContain('A print queue')
  })

  it('is listed while the system’s own printers cannot be had, and it is said what to do about those', async () => {
    const main = mainWith([bench], [listed()])
    main.answers.set('prints.systemPrinters', () => ({ code: 'not_on_this_system', detail: 'Failed to load shared library' }))
    const window = await openWindow(main, '/settings')
    expect(window.text()).toContain('Bench 1')
    expect(window.text()).toContain('Install Packbench again, or allow it there.')
    main.answers.set('prints.systemPrinters', () => null)
    await window.click(window.button('Look for printers again'))
    expect(window.text()).not.toContain('Install Packbench again')
  })

  it('is entered, and stands in the list of printers from then on', async () => {
    const main = mainWith([])
    const window = await openNew(main)
    await window.type(field('Name'), ' Bench 1 ')
    await window.type(field('Address'), '192.168.1.60')
    await window.type(field('Label width'), '62')
    await window.type(field('Move right'), '-1,5')
    const before = main.countOf('prints.printers')
    await window.click(window.button('Add printer'))
    expect(main.inputOf('printers.save')).toEqual({ name: 'Bench 1', way: { kind: 'network', host: '192.168.1.60', port: 9100 }, dpi: 203, width: 62, height: 150, shiftX: -1.5, shiftY: 0 })
    expect(dialog()).toBe('')
    expect(window.text()).toContain('192.168.1.60:9100')
    expect(window.text()).toContain('62 × 150 mm, 203 dpi')
    expect(main.countOf('prints.printers')).toBe(before + 1)
  })

  it('with something that does not fit is not kept: each field says what', async () => {
    const main = mainWith([])
    const window = await openNew(main)
    await window.type(field('Address'), 'http://x y')
    await window.type(field('Port'), '99999')
    await window.type(field('Label height'), '5')
    await window.click(window.button('Add printer'))
    expect(main.countOf('printers.save')).toBe(0)
    for (const words of ['Give it a name.', 'An address such as 192.168.1.60', '1 to 65535; most take 9100.', 'Millimetres from 10 to 1000.']) expect(dialog()).toContain(words)
    expect(field('Port').getAttribute('aria-invalid')).toBe('true')
  })

  it('is tried before it is kept, and what it says is told', async () => {
    const main = mainWith([])
    main.answers.set('printers.test', () => ({ end: 'unknown' }))
    const window = await openNew(main)
    await window.type(field('Name'), 'Bench 1')
    await window.type(field('Address'), 'zebra.local')
    await window.click(window.button('Print a test label'))
    expect(dialog()).toContain('This printer does not tell what becomes of it')
    main.answers.set('printers.test', () => { throw new Trouble({ code: 'label_printer_refused', params: { printer: 'Bench 1', address: 'zebra.local:9100' } }) })
    await window.click(window.button('Print a test label'))
    expect(dialog()).toContain('Bench 1 refuses the connection at zebra.local:9100')
    expect(dialog()).not.toContain('does not tell')
    await window.type(field('Port'), '6101')
    expect(dialog()).not.toContain('refuses')
    expect(main.countOf('printers.save')).toBe(0)
  })

  it('may stand behind a queue of the system', async () => {
    const main = mainWith([bench], [listed()])
    const window = await openNew(main)
    await window.type(field('Name'), 'Bench 2')
    await window.click(document.querySelector<HTMLElement>('[role="dialog"] input[value="queue"]')!)
    const select = document.querySelector<HTMLSelectElement>('[role="dialog"] select')!
    // Not a label printer itself: that would lead back here.
    expect([...select.options].map(({ value }) => value)).toEqual(['', 'Zebra_raw'])
    select.value = 'Zebra_raw'
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await window.click(window.button('Add printer'))
    expect(main.inputOf('printers.save')).toMatchObject({ way: { kind: 'queue', queue: 'Zebra_raw' } })
  })

  it('says what it waits for, and is changed', async () => {
    const main = mainWith([bench], [listed({ state: 'stopped', fault: 'paper_out' })])
    const window = await openWindow(main, '/settings')
    expect(window.find('.kept').textContent).toContain('out of labels')
    await window.click(window.find('[aria-label="Change Bench 1"]'))
    expect(field('Address').value).toBe('192.168.1.60')
    await window.type(field('Address'), '192.168.1.61')
    await window.click(window.button('Save printer'))
    expect(main.inputOf('printers.save')).toMatchObject({ id: 'a', way: { host: '192.168.1.61' } })
  })

  it('that main does not keep leaves the form open with the reason', async () => {
    const main = mainWith([bench], [listed()])
    main.answers.set('printers.save', () => { throw new Trouble({ code: 'printer_name_taken' }) })
    const window = await openNew(main)
    await window.type(field('Name'), 'Bench 1')
    await window.type(field('Address'), '192.168.1.62')
    await window.click(window.button('Add printer'))
    expect(dialog()).toContain('already called so')
  })

  it('is removed after a question', async () => {
    const main = mainWith([bench], [listed()])
    const window = await openWindow(main, '/settings')
    await window.click(window.find('[aria-label="Remove Bench 1"]'))
    expect(main.countOf('printers.remove')).toBe(0)
    await window.click([...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].find((one) => one.textContent === 'Remove')!)
    expect(main.inputOf('printers.remove')).toEqual({ id: 'a' })
    expect(window.all('.kept')).toHaveLength(0)
  })
})
