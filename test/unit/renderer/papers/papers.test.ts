import { describe, expect, it, vi } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import { madeForOn } from '../../../../electron/domain/made-for.ts'
import { sheetCodeOf } from '../../../../electron/domain/sheet-code.ts'
import { FakeStores, storeView } from '../base/fake-stores.ts'
import { FakeMain, orderRow } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

// Drawing pages needs a real browser: the pages are looked at there.
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({
  warmSheets: () => Promise.resolve(),
  openSheets: () => Promise.resolve({ pages: 1, ratio: 1.4, draw: () => ({ done: Promise.resolve(true), cancel: () => undefined }), close: () => undefined })
}))
useWindow()

const goods = [
  { sku: 'NEW-1', name: 'Stoneware mug', orders: 3, data: null },
  { sku: 'OLD-1', name: null, orders: 0, data: { description: 'Knitted wool socks', hsCode: '611594', origin: 'TR', netGrams: 90, value: '4', currency: 'EUR' } }
]
function main(): FakeMain {
  const fake = new FakeMain([orderRow(1), orderRow(2)])
  fake.answers.set('customs.goods', () => goods)
  fake.answers.set('papers.make', ({ kind, paper }: { kind: string; paper: string }) => ({ id: 5, kind, paper, pages: 1, madeAt: 1, url: '/paper/5.pdf', orders: 1, missing: [], leftOut: [{ orderId: 2, joomId: '26VE0002', connectionId: 1, sku: 'NEW-1', reason: 'no_customs' }] }))
  return fake
}
const chooseAll = async (window: OpenWindow): Promise<void> => {
  window.find('[data-index="0"]').focus()
  await window.press('a', { ctrlKey: true })
  await window.wait(300)
}
const change = (element: HTMLElement, value: string): void => {
  (element as HTMLInputElement).value = value // inputs and selects alike
  element.dispatchEvent(new Event(element.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
}

describe('papers beside a run', () => {
  it('are made of the run that is looked at, on paper that suits them, and name what is not on them with the way out', async () => {
    const fake = main()
    const window = await openWindow(fake, '/orders')
    await chooseAll(window)
    await window.press('F9')
    await window.wait(300)
    await window.click(window.button('Customs forms'))
    await window.wait(100)
    expect(fake.inputOf('papers.make')).toEqual({ kind: 'customs', orderIds: [], run: 47, paper: 'a4', start: 1 })
    expect(window.text()).toContain('1 order is not on it')
    fake.answers.set('papers.save', () => { throw new Trouble({ code: 'paper_changed', params: { n: 1 } }) })
    await window.click(window.button('Save as PDF'))
    await window.wait(50)
    expect(window.text()).toContain('changed since this paper was made')
    const before = fake.countOf('papers.make')
    await window.click(window.button('Make it anew'))
    await window.wait(50)
    expect(fake.countOf('papers.make')).toBe(before + 1)
    expect(window.text()).not.toContain('since this paper was made')
    expect(window.text()).toContain('What customs wants to know of NEW-1 is not entered yet.')
    change(window.find('#paper-kind'), '100x150')
    await window.wait(50)
    expect(fake.inputOf('papers.make')).toMatchObject({ paper: '100x150' })
    await window.click(window.button('Enter customs data'))
    await window.wait(100)
    expect(window.text()).toContain('1 SKU of 2 still to be entered')
  })
})

describe('a hand-over list of chosen orders', () => {
  it('is not made with numbers for characters before a person says so, who sees which order, field and character it is', async () => {
    const fake = main()
    fake.answers.set('papers.make', ({ kind, paper, asNumbers = false }: { kind: string; paper: string; asNumbers?: boolean }) => ({ id: 5, kind, paper, pages: asNumbers ? 1 : 0, madeAt: 1, url: asNumbers ? '/paper/5.pdf' : '', orders: 2, missing: ['𓀀'], leftOut: [], ...(asNumbers ? {} : { lacking: [{ orderId: 2, joomId: '26VE0002', lacking: [{ field: 'tracking_number', characters: ['𓀀'] }] }] }) }))
    const window = await openWindow(fake, '/orders')
    await chooseAll(window)
    window.find('button[aria-label="More actions"]').focus()
    await window.press('Enter')
    await window.wait(50)
    await window.click(window.all('[role="menuitem"]').find((one) => one.textContent.includes('Hand-over list'))!)
    await window.wait(100)
    expect(window.text()).toMatch(/26VE0002.*Tracking number\s*𓀀\s*U\+13000.*Correct it at the order/su)
    expect(window.button('Print').disabled).toBe(true)
    expect(window.find('.oacts').textContent).toContain('1 order has characters that no font has')
    await window.click(window.button('See why'))
    expect(document.activeElement?.textContent).toContain('26VE0002')
    await window.click(window.button('Make it with numbers'))
    await window.wait(50)
    expect(fake.inputOf('papers.make')).toMatchObject({ kind: 'hand_over', asNumbers: true })
    expect([window.text().includes('26VE0002'), window.text().includes('they stand as their numbers: 𓀀')]).toEqual([false, true])
  })

  it('is on the paper that is set for it, and can be put on each other one that makes sense', async () => {
    const fake = main()
    fake.settings = { ...fake.settings, paper: 'a4', documents: { hand_over: { printer: 'Zebra', paper: '100x150', copies: 1, dpi: 203 } } }
    const window = await openWindow(fake, '/orders')
    await chooseAll(window)
    const trigger = window.find('button[aria-label="More actions"]')
    trigger.focus()
    await window.press('Enter')
    await window.wait(50)
    const item = window.all('[role="menuitem"]').find((one) => one.textContent.includes('Hand-over list'))
    await window.click(item!)
    await window.wait(100)
    expect(fake.inputOf('papers.make')).toMatchObject({ kind: 'hand_over', orderIds: [1, 2], paper: '100x150' })
    const papers = [...window.find('#paper-kind').querySelectorAll('option')].map(({ value }) => value)
    expect(papers).toEqual(['a4', 'letter', 'a5', 'a6', '100x150', '4x6', '80mm'])
    change(window.find('#paper-kind'), '80mm')
    await window.wait(50)
    expect(fake.inputOf('papers.make')).toMatchObject({ kind: 'hand_over', paper: '80mm' })
  })
})

describe('customs data', () => {
  it('are asked for where nothing is known, refused with the reason at the field, and kept', async () => {
    const fake = main()
    const window = await openWindow(fake, '/customs')
    await window.wait(100)
    expect(window.text()).toContain('Knitted wool socks · HS 611594 · from TR · 90 g · 4 EUR')
    fake.answers.set('customs.save', () => ({ goods, problems: [{ field: 'hsCode', why: 'spreadsheet' }] }))
    const [description, hs] = window.all('.entry form input')
    change(description!, 'Stoneware mug, glazed')
    change(hs!, '6.912E+09')
    await window.click(window.button('Keep'))
    await window.wait(50)
    expect(fake.inputOf('customs.save')).toMatchObject({ connectionId: 1, sku: 'NEW-1', typed: { description: 'Stoneware mug, glazed', hsCode: '6.912E+09' } })
    expect(hs!.getAttribute('aria-invalid')).toBe('true')
    expect(window.text()).toContain('a spreadsheet has changed this number')
  })

  it('come from a table, and every line that is refused is told with its reason', async () => {
    const fake = main()
    fake.answers.set('customs.import', () => ({ chosen: true, taken: 2, missing: [], goods, refused: [{ line: 4, sku: '1.2E+15', problems: [{ field: 'sku', why: 'spreadsheet' }] }] }))
    const window = await openWindow(fake, '/customs')
    await window.wait(100)
    await window.click(window.button('Take from a table (CSV)'))
    await window.wait(50)
    expect(window.text()).toContain('2 SKUs taken, refused lines: 1.')
    expect(window.text()).toMatch(/Line 4:\s*1\.2E\+15\s*SKU: a spreadsheet has changed this number/u)
  })
})

describe('a card for the bench', () => {
  it('is made anew for another printer only where its codes are others there', async () => {
    const fake = new FakeStores([storeView(1)])
    fake.answers.set('papers.make', ({ kind, paper, printer }: { kind: string; paper: string; printer?: string }) => ({ id: 5, kind, paper, pages: 1, madeAt: 1, url: '/paper/5.pdf', orders: 0, missing: [], leftOut: [], madeFor: madeForOn(fake.settings, 'commands', printer ?? 'Zebra') }))
    fake.settings = { ...fake.settings, labelPrinters: [{ id: 'a', name: 'Bench 1', way: { kind: 'network', host: 'x', port: 9100 }, dpi: 300, width: 100, height: 150, shiftX: 0, shiftY: 0 }] }
    fake.answers.set('prints.printers', () => ['Zebra', 'Laser', 'label-printer:a'].map((name, i) => ({ name, description: '', isDefault: i === 0, state: 'ready', reason: null })))
    const window = await openWindow(fake, '/settings')
    await window.click(window.button('Make the command card for the bench'))
    await window.wait(100)
    expect(fake.countOf('papers.make')).toBe(1)
    const choose = async (name: string): Promise<void> => {
      await window.click(window.find(`input[name="printer"][value="${name}"]`))
      await window.wait(50)
    }
    await choose('Laser')
    expect(fake.countOf('papers.make')).toBe(1)
    await choose('label-printer:a')
    expect(fake.countOf('papers.make')).toBe(2)
    expect(fake.inputOf('papers.make')).toMatchObject({ kind: 'commands', printer: 'label-printer:a' })
    await choose('Zebra')
    expect(fake.inputOf('papers.make')).toMatchObject({ printer: 'Zebra' })
    expect(fake.countOf('papers.make')).toBe(3)
    // Calibrated while it is looked at: its scanner needs wider bars there.
    fake.settings = { ...fake.settings, calibrations: [{ printer: 'Zebra', at: 1, paper: 'a4', dpi: null, bars: { 203: 5 }, squares: {}, scaleX: null, scaleY: null, movedX: null, movedY: null }] }
    fake.emit('settings.changed', fake.settings)
    await window.wait(50)
    expect(fake.countOf('papers.make')).toBe(4)
    fake.answers.set('papers.print', () => { throw new Trouble({ code: 'paper_unfit' }) })
    await window.press('F9')
    await window.wait(50)
    await window.click(window.button('Make it anew'))
    await window.wait(50)
    expect(fake.countOf('papers.make')).toBe(5)
  })
})

describe('a sheet scanned into the search', () => {
  it('is said to be stale with what is another now', async () => {
    const fake = main()
    fake.answers.set('prints.checkPaper', () => ({ verdict: 'stale', orderId: 1, joomId: 'A', differences: [{ field: 'quantity', before: '1', after: '3' }], newest: null }))
    const window = await openWindow(fake, '/orders')
    const code = sheetCodeOf({ joomId: '5c3d1a2b4e5f60718293a4b5', world: 'real', hash: '9f3a21c0' })
    change(window.find('input[type="search"]'), code)
    await window.wait(500)
    const looks = fake.asked.filter(([route]) => route === 'prints.checkPaper').map(([, input]) => input)
    // It is looked at again when what is known of the order may be another, and that is no further scan.
    expect(looks.length).toBeGreaterThan(1)
    expect(looks).toEqual([{ code, world: null, again: false }, ...looks.slice(1).map(() => ({ code, world: null, again: true }))])
    expect(window.find('[role="alert"]').textContent).toContain('STALE sheet:')
    expect(window.find('[role="alert"]').textContent).toMatch(/1\s*3/u)
  })
})
