import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

const open = async (main: FakeStores) => openWindow(main, '/settings')
async function enter(window: OpenWindow, selector: string, text: string): Promise<void> {
  const field = window.find(selector)
  await window.type(field, text)
  field.dispatchEvent(new Event('change', { bubbles: true }))
  await window.wait()
}

async function choose(window: OpenWindow, selector: string, value: string): Promise<void> {
  const field = window.find(selector) as HTMLSelectElement // the selector names one
  field.value = value
  field.dispatchEvent(new Event('change', { bubbles: true }))
  await window.wait()
}

describe('a setting', () => {
  it('is kept at once, says so for a while, and the window follows', async () => {
    const main = new FakeStores([storeView(1)])
    const window = await open(main)
    expect(document.documentElement.dataset['theme']).toBe('light')
    await window.click(window.find('input[value="dark"]'))
    expect(main.inputOf('settings.change')).toEqual({ theme: 'dark' })
    expect(document.documentElement.dataset['theme']).toBe('dark')
    expect(window.find('[aria-labelledby="theme-label"] .saved').textContent).toBe('Saved')
    await window.wait(3000)
    expect(window.find('[aria-labelledby="theme-label"] .saved').textContent).toBe('')
  })

  it('puts contrast and density where the tokens read them', async () => {
    const window = await open(new FakeStores([storeView(1)]))
    await window.click(window.find('input[value="more"]'))
    await window.click(window.find('input[value="comfortable"]'))
    expect(document.documentElement.dataset).toMatchObject({ contrast: 'more', density: 'comfortable' })
  })

  it('that does not fit is told and not kept', async () => {
    const main = new FakeStores([storeView(1)])
    const window = await open(main)
    await enter(window, '#undoSeconds', '601')
    expect(window.find('#undoSeconds-error').textContent).toContain('from 0 to 600')
    await enter(window, '#shippingTime', '21-7')
    expect(window.find('#shippingTime-error').textContent).toContain('7-21')
    expect(main.countOf('settings.change')).toBe(0)
    await enter(window, '#undoSeconds', '45')
    expect(main.inputOf('settings.change')).toEqual({ undoSeconds: 45 })
    expect(window.all('#undoSeconds-error')).toHaveLength(0)
  })

  it('that main could not keep is told where it was entered', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('settings.change', () => { throw new Trouble({ code: 'storage_full' }) })
    const window = await open(main)
    await enter(window, '#operator', 'Emre')
    expect(window.find('#operator-error').textContent).toContain('The disk is full')
  })

  it('asks for the redirect address again when its port changes', async () => {
    const main = new FakeStores([storeView(1)])
    const window = await open(main)
    const before = main.countOf('app.info')
    await enter(window, '#redirectPort', '42000')
    expect(main.countOf('app.info')).toBe(before + 1)
  })

  it('keeps a chosen printer that is gone in sight', async () => {
    const main = new FakeStores([storeView(1)])
    main.settings = { ...main.settings, printer: 'Old_Zebra' }
    const window = await open(main)
    const select = window.find('#printer') as HTMLSelectElement
    expect(select.value).toBe('Old_Zebra')
    expect(select.selectedOptions[0]?.textContent).toBe('Old_Zebra, not there now')
    main.settings = { ...main.settings, printer: 'folder:gone' }
    main.emit('settings.changed', main.settings)
    await window.wait(50)
    expect(select.selectedOptions[0]?.textContent).toBe('A printer that was removed')
    main.settings = { ...main.settings, documents: { pick_list: { printer: 'Laser_in_the_old_office', paper: 'a4', copies: 1, dpi: 300 } } }
    main.emit('settings.changed', main.settings)
    await window.wait(50)
    expect(window.all('.kinds .gone').map((one) => one.textContent)).toEqual(['Laser_in_the_old_office, not there now'])
  })
})

describe('printers for other kinds', () => {
  it('are chosen for everything that can be printed, with the paper it goes on and the dots of a label printer', async () => {
    const main = new FakeStores([storeView(1)])
    const labelPrinter = { id: 'a', name: 'Bench', way: { kind: 'queue', queue: 'Q' }, dpi: 300, width: 100, height: 150, shiftX: 0, shiftY: 0 } as const
    main.settings = { ...main.settings, labelPrinters: [labelPrinter] }
    main.answers.set('prints.printers', () => [{ name: 'Zebra', description: '', isDefault: true, state: 'ready', reason: null }, { name: 'label-printer:a', description: 'Bench', isDefault: false, state: 'ready', reason: null, papers: ['100x150', '62mm'] }, { name: 'Office', description: '', isDefault: false, state: 'ready', reason: null, papers: ['letter', 'a5'] }])
    const window = await open(main)
    expect(window.all('.kinds > li > span:first-child').map((one) => one.textContent)).toEqual(['Packing slip', 'Address label', 'Label with the order’s codes', 'Packing slip, then address label', 'Packing slip, address label, codes', 'Pick list', 'Hand-over list', 'Summary', 'Customs forms', 'Command card', 'Proof of languages'])
    await choose(window, 'select[aria-label="Printer: Address label"]', 'label-printer:a')
    expect(main.settings.documents).toEqual({ address_label: { printer: 'label-printer:a', paper: '100x150', copies: 1, dpi: 300 } })
    expect(window.all('select[aria-label="Resolution: Address label"]')).toEqual([])
    await choose(window, 'select[aria-label="Printer: Pick list"]', 'Zebra')
    await choose(window, 'select[aria-label="Resolution: Pick list"]', '600')
    expect(main.settings.documents.pick_list).toEqual({ printer: 'Zebra', paper: 'a4', copies: 1, dpi: 600 })
    await choose(window, 'select[aria-label="Printer: Address label"]', '')
    expect(Object.keys(main.settings.documents)).toEqual(['pick_list'])
    // What the printer says that it takes, the usual paper of the kind first.
    await choose(window, 'select[aria-label="Printer: Hand-over list"]', 'label-printer:a')
    await choose(window, 'select[aria-label="Printer: Summary"]', 'Office')
    expect([main.settings.documents.hand_over?.paper, main.settings.documents.summary?.paper]).toEqual(['100x150', 'letter'])
    const papers = (kind: string) => [...window.find(`select[aria-label="Paper: ${kind}"]`).querySelectorAll('option')].map(({ value }) => value)
    expect(papers('Summary')).toEqual(['a4', 'letter', 'a5', 'a6', '100x150', '4x6', '62mm', '80mm'])
    expect(papers('Hand-over list')).toEqual(['a4', 'letter', 'a5', 'a6', '100x150', '4x6', '80mm'])
  })
})

describe('the rehearsal', () => {
  it('is made to misbehave as chosen', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('rehearsal.misbehave', (fault: object) => ({ running: true, address: 'http://127.0.0.1:41920', orders: 150, faults: [{ ...fault, left: 1 }], quirks: [], requests: [] }))
    const window = await open(main)
    await window.click(window.button('Misbehave so'))
    expect(main.inputOf('rehearsal.misbehave')).toEqual({ fault: 'lost_answer', on: 'changes', times: 1, seconds: 0 })
    expect(window.text()).toContain('Change made, answer lost, on changes: 1 of 1')
  })

  it('shows every habit of the real Joom where it is told to, and none where it is told not to', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('rehearsal.quirks', ({ all }: { readonly all: boolean }) => ({ running: true, address: 'http://127.0.0.1:41920', orders: 150, faults: [], quirks: all ? ['msg', 'prev'] : [], requests: [] }))
    const window = await open(main)
    const box = window.find('[role="switch"]') as HTMLInputElement
    expect(box.checked).toBe(false)
    await window.click(box)
    expect([main.inputOf('rehearsal.quirks'), box.checked]).toEqual([{ all: true }, true])
    await window.click(box)
    expect([main.inputOf('rehearsal.quirks'), box.checked]).toEqual([{ all: false }, false])
  })

  it('is reset only after a confirmation', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('rehearsal.reset', () => ({ running: true, address: 'http://127.0.0.1:41920', orders: 150, faults: [], quirks: [], requests: [] }))
    const window = await open(main)
    await window.click(window.button('Reset the demo store'))
    expect(main.countOf('rehearsal.reset')).toBe(0)
    await window.click([...window.find('[role="dialog"]').querySelectorAll('button')].at(-1) as HTMLElement)
    expect(main.countOf('rehearsal.reset')).toBe(1)
  })

  it('shows what it was asked, and which fault struck', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('rehearsal.state', () => ({ running: true, address: 'a', orders: 1, faults: [], quirks: [], requests: [{ at: 0, method: 'POST', path: '/api/v2/order/refund', status: 500, fault: 'error_500' }] }))
    const window = await open(main)
    expect(window.find('table').textContent).toContain('/api/v2/order/refund')
    expect(window.find('table').textContent).toContain('A server error (500)')
  })
})
