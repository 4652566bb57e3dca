import { describe, expect, it, vi } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { Calibration } from '../../../../electron/contract/schemas.ts'
import { madeForOn } from '../../../../electron/domain/made-for.ts'
import { FakeMain, orderRow } from '../support/fake-main.ts'
import { openWithAll } from '../support/open-with-all.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

const opened = vi.hoisted(() => ({ urls: [] as (string | Uint8Array)[], pages: 2, fails: false, closed: 0 }))
// Drawing pages needs a real browser: the pages are looked at there. Here it counts which run is read and let go.
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({
  warmSheets: () => Promise.resolve(),
  openSheets: (url: string | Uint8Array) => {
    opened.urls.push(url)
    if (opened.fails) return Promise.reject(new Error('no such thing'))
    return Promise.resolve({ pages: opened.pages, ratio: 1.5, draw: () => ({ done: Promise.resolve(true), cancel: () => undefined }), close: () => { opened.closed += 1 } })
  }
}))
useWindow()

async function preview(main: FakeMain, n = 2): Promise<OpenWindow> {
  Object.assign(opened, { urls: [], pages: n, fails: false, closed: 0 })
  return openWithAll(main, 'F9')
}
/** Chooses in the list that has this choice. */
function choose(window: OpenWindow, value: string): void {
  const select = window.find(`select:has(option[value="${value}"])`) as HTMLSelectElement // the selector names one
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
}
const two = () => new FakeMain([orderRow(1), orderRow(2)])

describe('the print preview', () => {
  it('shows each page with its place in the run and whose slip it is', async () => {
    const window = await preview(two())
    expect(opened.urls).toEqual(['/run/47-a4.pdf'])
    expect(window.all('.pages li .sl').map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual([expect.stringMatching(/^1 ?Buyer 1/), expect.stringMatching(/^2 ?Buyer 2/)])
    expect(window.text()).toContain('2 packing slips on 2 pages')
    expect(window.button('Print 2 slips')).toBeTruthy()
  })

  it('puts orders of one buyer on one slip where that is wished, says so, and remembers the wish', async () => {
    const main = two()
    const window = await preview(main, 1)
    const usual = { id: 47, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: 1, url: '/run/47-b.pdf', leftOut: [], changed: [], claimed: [], unread: 0 }
    main.answers.set('prints.prepare', () => ({ ...usual, sheets: [1, 2].map((n) => ({ position: n, orderId: n, joomId: `J${String(n)}`, pickCode: `K${String(n)}`, recipient: 'Ann', store: 'Nordlicht', environment: 'production', page: 1, missing: [], copy: 1, slip: 1 })) }))
    const box = (): HTMLInputElement => window.find('.shared input') as HTMLInputElement // the selector names one
    expect(box().checked).toBe(false)
    await window.click(box())
    await window.wait(300)
    expect(main.inputOf('prints.prepare')).toMatchObject({ orderIds: [1, 2], together: true })
    expect(main.settings.together).toBe(true)
    expect(window.all('.pages li .sl').map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual(['1–2Ann2 orders'])
    expect(window.text()).toContain('1 with 2 of 2 orders')
    expect(window.button('Print slip').disabled).toBe(false)
    choose(window, 'slip_and_address')
    await window.wait(300)
    expect([box().checked, box().disabled]).toEqual([false, true])
    expect(window.text()).toContain('a label belongs to one order')
  })

  it('says that a slip goes on over a second page', async () => {
    const main = two()
    main.answers.set('prints.prepare', () => ({ id: 47, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: 3, url: '/run/47.pdf', leftOut: [], changed: [], claimed: [], unread: 0, sheets: [{ position: 1, orderId: 1, joomId: 'A', pickCode: 'K1', recipient: 'Ann', store: 'Nordlicht', environment: 'production', page: 1, missing: [], copy: 1 }, { position: 2, orderId: 2, joomId: 'B', pickCode: 'K2', recipient: 'Bob', store: 'Nordlicht', environment: 'production', page: 3, missing: [], copy: 1 }] }))
    const window = await preview(main, 3)
    expect(window.all('.pages li .sl').map((one) => one.textContent)).toEqual([expect.stringContaining('Ann'), expect.stringContaining('1continued'), expect.stringContaining('Bob')])
  })

  const sheetAt = (position: number, page: number, part: object = {}) => ({ position, orderId: position, joomId: `J${String(position)}`, pickCode: `K${String(position)}`, recipient: `Buyer ${String(position)}`, store: 'Nordlicht', environment: 'production', page, missing: [], copy: 1, ...part })
  it.each([
    ['slip and labels of one order one after the other', { kind: 'slip_and_labels', paper: '100x150', sheets: [sheetAt(1, 1), sheetAt(2, 5)] }, 7, ['1Buyer 1K1', '1continuedK1', '1address labelK1', '1codesK1', '2Buyer 2K2', '2address labelK2', '2codesK2']],
    ['four labels on a sheet, from the third on, of which the last order goes on behind', { kind: 'packing_slip', paper: 'a4-4up', sheets: [sheetAt(1, 1, { cell: 3 }), sheetAt(2, 1, { cell: 4 }), sheetAt(3, 2, { cell: 2 }), sheetAt(4, 2, { cell: 4 }), sheetAt(5, 3, { cell: 1 })] }, 3, ['1–22 orders', '2–43 orders', '5Buyer 5K5']]
  ])('names what stands on each page: %s', async (_, part, pages, captions) => {
    const main = two()
    main.answers.set('prints.prepare', () => ({ id: 47, createdAt: 1, pages, url: '/run/47.pdf', leftOut: [], changed: [], claimed: [], unread: 0, ...part }))
    const window = await preview(main, pages)
    expect(window.all('.pages li .sl').map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual(captions)
  })

  it('says by its kind what is printed, and names the chosen printer in the foot', async () => {
    const main = two()
    main.settings = { ...main.settings, printer: '' }
    main.answers.set('prints.printers', () => [{ name: 'Zebra', description: '', isDefault: false, state: 'ready', reason: null }])
    main.answers.set('prints.prepare', () => ({ id: 47, kind: 'address_label', createdAt: 1, paper: '100x150', pages: 2, url: '/run/47.pdf', leftOut: [], changed: [], claimed: [], unread: 0, sheets: [sheetAt(1, 1), sheetAt(2, 2)] }))
    const window = await preview(main)
    expect(window.button('Print 2 address labels')).toBeTruthy()
    expect(window.text()).toContain('2 address labels on 2 pages')
    expect(window.find('.foot').textContent).toContain('Zebra ready')
    await window.press('Escape')
    await window.wait(50)
    expect(window.find('.foot').textContent).not.toContain('Zebra')
  })

  it('goes to no other printer where the one that is set is not there: it says so, and one is chosen', async () => {
    const main = two()
    main.settings = { ...main.settings, printer: 'Zebra_that_was_renamed' }
    main.answers.set('prints.printers', () => [{ name: 'Office', description: '', isDefault: true, state: 'ready', reason: null }, { name: 'Zebra', description: '', isDefault: false, state: 'ready', reason: null }])
    const window = await preview(main)
    expect(window.text()).toContain('Zebra_that_was_renamed is not there')
    expect(window.all('input[name="printer"]:checked')).toEqual([])
    await window.press('F9')
    expect(main.countOf('prints.print')).toBe(0)
    await window.click(window.find('input[value="Zebra"]'))
    expect(window.text()).not.toContain('is not there')
    await window.press('F9')
    expect(main.inputOf('prints.print')).toMatchObject({ printer: 'Zebra' })
  })

  it('takes none of several printers where none is set, neither here nor in the system', async () => {
    const main = two()
    main.settings = { ...main.settings, printer: '' }
    main.answers.set('prints.printers', () => ['A', 'B'].map((name) => ({ name, description: '', isDefault: false, state: 'ready', reason: null })))
    const window = await preview(main)
    expect(window.text()).toContain('No printer is set: choose one.')
    // What the screen is for stays in sight, with what has to be done first.
    expect(window.button('Print 2 slips').disabled).toBe(true)
    expect(window.find('.foot').textContent).toContain('No printer chosen')
    for (const toThePrinters of [() => window.press('F9'), () => window.click(window.button('Choose one'))]) {
      ;(document.activeElement as HTMLElement).blur() // something of this window
      await toThePrinters()
      expect((document.activeElement as HTMLInputElement).value).toBe('A')
    }
    expect(main.countOf('prints.print')).toBe(0)
    await window.click(window.find('input[value="B"]'))
    await window.press('F9')
    expect(main.inputOf('prints.print')).toMatchObject({ printer: 'B' })
  })

  it('writes the names of printers out, and tells two of one name apart', async () => {
    const main = two()
    const long = 'Warehouse label printer beside the third packing table'
    main.answers.set('prints.printers', () => [
      ...['A', 'B'].map((name) => ({ name, description: long, isDefault: false, state: 'ready', reason: null })), { name: 'folder:x', description: 'Drop', isDefault: false, state: 'stopped', reason: '/mnt/drop', folder: { path: '/mnt/drop', watched: true } }
    ])
    const window = await preview(main)
    expect(window.all('.prn .one').map((one) => one.textContent.trim())).toEqual([`${long}Aready`, `${long}Bready`, expect.stringContaining('the folder is not there')])
    expect(window.all('.prn .cut')).toEqual([])
  })

  it('makes the run in another language where that is wished, for this run alone', async () => {
    const main = two()
    const window = await preview(main)
    choose(window, 'he')
    await window.wait(100)
    expect(main.inputOf('prints.prepare')).toMatchObject({ language: 'he' })
    expect(main.settings.slipLanguage).toBe('buyer')
    await window.press('Escape')
    await window.wait(50)
    await window.press('F9')
    await window.wait(100)
    expect(main.inputOf('prints.prepare')).not.toHaveProperty('language')
  })

  it('names every order that gets no slip, with its reason', async () => {
    const main = two()
    main.answers.set('prints.prepare', () => ({ id: 47, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: 0, url: '/run/47.pdf', sheets: [], changed: [], claimed: [], unread: 0, leftOut: [{ orderId: 1, joomId: '26VE0001', reason: 'missing_characters', characters: ['𓀀'], lacking: [{ field: 'name', characters: ['𓀀'] }] }, { orderId: 2, joomId: '', reason: 'no_address', characters: [] }] }))
    const window = await preview(main)
    expect(window.text()).toContain('2 orders get no slip')
    expect(window.text()).toMatch(/no font has these characters.*Name\s*𓀀\s*U\+13000.*by hand from Joom’s panel/su)
    expect(window.text()).toContain('Joom gave no address.')
    expect(window.button('Print 2 slips').disabled).toBe(true)
    expect(opened.urls).toEqual([])
  })

  describe('where an order changed at Joom', () => {
    const changed = [{ orderId: 1, joomId: '26VE0001', recipient: 'Ann', differences: [{ field: 'quantity', before: '1', after: '3' }, { field: 'address', before: 'Old Street 1', after: 'New Street 2' }] }]
    const stopped = { id: 46, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: 0, url: '/run/46.pdf', sheets: [], leftOut: [], changed, claimed: [], unread: 0 }

    it('shows the difference and no slip, and makes those of the others or all of them', async () => {
      const main = two()
      const usual = main.answers.get('prints.prepare')
      main.answers.set('prints.prepare', () => stopped)
      const window = await preview(main)
      expect(window.text()).toContain('1 order changed at Joom just now')
      expect(window.text()).toMatch(/Quantity\s*1\s*3/)
      expect(window.text()).toContain('New Street 2')
      expect(window.button('Save as PDF').disabled).toBe(true)
      // Other paper is no answer to what changed.
      choose(window, 'letter')
      await window.wait(10)
      expect(main.countOf('prints.prepare')).toBe(1)
      if (usual) main.answers.set('prints.prepare', usual)
      else main.answers.delete('prints.prepare')
      await window.click(window.button('Make the slip of the other order'))
      await window.wait(50)
      expect(main.inputOf('prints.prepare')).toEqual({ orderIds: [2], paper: 'letter', nth: expect.any(Number) })
      expect(window.button('Print slip')).toBeTruthy()
    })

    it('says so before paper that was looked at leaves, and compares with what it showed', async () => {
      const main = two()
      main.answers.set('prints.print', () => { throw new Trouble({ code: 'run_changed', params: { n: 1 } }) })
      const window = await preview(main)
      await window.press('F9')
      await window.wait(50)
      expect(window.text()).toContain('none of the slips still to print was printed')
      main.answers.set('prints.prepare', () => stopped)
      await window.click(window.button('See what is different'))
      await window.wait(50)
      expect(main.inputOf('prints.prepare')).toEqual({ orderIds: [1, 2], paper: 'a4', since: 47, replaces: 47, nth: expect.any(Number) })
      expect(window.text()).toContain('New Street 2')
    })

    it('says what could not be read again', async () => {
      const main = two()
      main.answers.set('prints.prepare', () => ({ ...stopped, changed: [], claimed: [], unread: 2, pages: 1, sheets: [{ position: 1, orderId: 1, joomId: 'A', pickCode: 'K1', recipient: 'Ann', store: 'Nordlicht', environment: 'production', page: 1, missing: [], copy: 1 }] }))
      expect((await preview(main)).text()).toContain('2 orders could not be read again just now')
    })
  })

  it('makes labels on paper for labels, from the label that is free', async () => {
    const main = two()
    const window = await preview(main)
    choose(window, 'slip_and_address')
    await window.wait(50)
    // Labels do not go on plain A4.
    expect(main.inputOf('prints.prepare')).toMatchObject({ orderIds: [1, 2], kind: 'slip_and_address', paper: '100x150', since: 47 })
    expect(window.all('select option').map((option) => option.getAttribute('value'))).not.toContain('a4')
    choose(window, 'a4-4up')
    await window.wait(50)
    window.find('input[name="start"][value="3"]').dispatchEvent(new Event('change', { bubbles: true }))
    await window.wait(50)
    expect(main.inputOf('prints.prepare')).toMatchObject({ orderIds: [1, 2], kind: 'slip_and_address', paper: 'a4-4up', start: 3, since: 47 })
  })

  it('says which order has no whole sheet, which field it is, and what can be done', async () => {
    const main = two()
    main.answers.set('prints.prepare', () => ({ id: 47, kind: 'address_label', createdAt: 1, paper: '62mm', pages: 0, url: '/run/47.pdf', sheets: [], changed: [], claimed: [], unread: 0, leftOut: [{ orderId: 1, joomId: '26VE0001', reason: 'cannot_be_made', characters: ['𓀀'], problems: [{ field: 'return_address', why: 'missing_characters' }, { field: 'recipient', why: 'too_long' }] }] }))
    const window = await preview(main)
    for (const said of ['26VE0001', '𓀀', 'Return address: no font has some of its characters.', 'Recipient: too long for this paper even in the smallest type. Choose larger paper.']) expect(window.text()).toContain(said)
  })

  it('makes the run anew on other paper; the older one ends first, and its answer is dropped', async () => {
    const main = two()
    const window = await preview(main)
    const answers: (() => void)[] = []
    const usual = (paper: string) => ({ id: paper === 'letter' ? 49 : 48, kind: 'packing_slip', createdAt: 1, paper, pages: 2, url: `/run/${paper}.pdf`, sheets: [{ position: 1, orderId: 1, joomId: 'A', pickCode: 'K1', recipient: `On ${paper}`, store: 'Nordlicht', environment: 'production', page: 1, missing: [], copy: 1 }], leftOut: [], changed: [], claimed: [], unread: 0 })
    main.answers.set('prints.prepare', ({ paper }: { paper: string }) => new Promise((resolve) => { answers.push(() => { resolve(usual(paper)) }) }))
    choose(window, '100x150')
    await window.wait(10)
    choose(window, 'letter')
    await window.wait(10)
    expect(window.button(/^Print/).disabled).toBe(true)
    answers[0]!()
    await window.wait(10)
    expect(window.text()).not.toContain('On 100x150')
    answers[1]!()
    await window.wait(50)
    expect(window.text()).toContain('On letter')
    expect(opened.urls).toEqual(['/run/47-a4.pdf', '/run/letter.pdf'])
    expect(opened.closed).toBe(1)
    expect(main.settings.paper).toBe('letter')
  })

  it('prints once, says where it went, and remembers the printer', async () => {
    const main = two()
    const window = await preview(main)
    let finish = (): void => undefined
    main.answers.set('prints.print', () => new Promise((resolve) => { finish = () => { resolve({ job: 'Zebra-12' }) } }))
    await window.type(window.find('#copies'), '2')
    await window.press('F9')
    await window.press('F9')
    expect(main.countOf('prints.print')).toBe(1)
    expect(main.inputOf('prints.print')).toEqual({ id: 47, printer: 'Zebra', copies: 2 })
    finish()
    await window.wait(50)
    expect(window.text()).toContain('Run 47: 2 packing slips handed to Zebra ZD421. Say how they came out.')
    expect(window.find('h1').textContent).toBe('Print run 47')
    expect(main.settings.printer).toBe('Zebra')
  })

  it('prints as many copies as stand in the field: at most nine, at least one', async () => {
    const main = two()
    const window = await preview(main)
    const field = window.find('#copies') as HTMLInputElement // the selector names one
    await window.type(field, '999')
    expect(field.value).toBe('9')
    await window.type(field, '0')
    field.dispatchEvent(new Event('change', { bubbles: true }))
    expect(field.value).toBe('9')
    await window.press('F9')
    expect(main.inputOf('prints.print')).toMatchObject({ copies: 9 })
  })

  it('offers the PDF where there is no printer', async () => {
    const main = two()
    main.answers.set('prints.printers', () => [])
    const window = await preview(main)
    expect(window.text()).toContain('No printer is set up on this computer')
    expect(() => window.button('Print 2 slips')).toThrow()
    await window.click(window.button('Save as PDF'))
    await window.wait(50)
    expect(window.text()).toContain('Saved as /home/ayse/slips.pdf')
  })

  it('still prints when only the preview fails, and says so', async () => {
    const main = two()
    const window = await preview(main)
    opened.fails = true
    choose(window, 'letter')
    await window.wait(100)
    expect(window.text()).toContain('only the preview cannot be shown')
    expect(window.button('Print 2 slips').disabled).toBe(false)
  })

  it('shows the printer’s trouble beside the buttons', async () => {
    const main = two()
    main.answers.set('prints.print', () => { throw new Trouble({ code: 'printer_stopped', params: { printer: 'Zebra' }, detail: 'out of paper' }) })
    const window = await preview(main)
    await window.press('F9')
    await window.wait(50)
    // Where they stand still however far the panel is scrolled.
    expect(window.find('.oacts').textContent).toContain('The printer Zebra has stopped')
    expect(window.button('Print 2 slips').disabled).toBe(false)
  })

  it('says what to do where nothing was chosen', async () => {
    const window = await openWindow(two(), '/print')
    expect(window.text()).toContain('No slips are chosen')
  })
})

describe('a run that is being made', () => {
  const held = () => {
    const main = two()
    const usual = main.answers.get('prints.prepare')
    let answer: (error: Trouble) => void = () => undefined
    main.answers.set('prints.prepare', () => new Promise((_resolve, reject) => { answer = reject }))
    main.answers.set('prints.giveUp', () => { answer(new Trouble({ code: 'run_given_up' })) })
    return { main, usual }
  }

  it('says how far it is, and shows its first sheet before the others are there', async () => {
    const { main } = held()
    const window = await preview(main)
    expect(window.text()).toContain('The orders are read again')
    const { nth } = main.inputOf<{ nth: number }>('prints.prepare')
    main.emit('prints.making', { nth, made: 0, of: 1000, first: new Uint8Array([1, 2, 3]) })
    main.emit('prints.making', { nth, made: 440, of: 1000 })
    main.emit('prints.making', { nth: nth + 1, made: 7, of: 9 })
    await window.wait(10)
    expect(window.text()).toContain('440 of 1,000 made')
    expect(opened.urls).toEqual([new Uint8Array([1, 2, 3])])
    expect(window.all('.pages li').length).toBeGreaterThan(0)
  })

  it('shows its first sheet while the other orders are still read again, and lets nothing of it be printed or saved before they were', async () => {
    const main = two()
    let end: () => void = () => undefined
    const sheets = [1, 2].map((n) => ({ position: n, orderId: n, joomId: `J${String(n)}`, pickCode: `K${String(n)}`, recipient: 'Ann', store: 'Nordlicht', environment: 'production', page: n, missing: [], copy: 1 }))
    main.answers.set('prints.prepare', () => new Promise((resolve) => { end = () => { resolve({ id: 47, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: 2, url: '/run/47.pdf', leftOut: [], changed: [], claimed: [], unread: 0, sheets }) } }))
    const window = await preview(main)
    const first = async (...sheet: number[]): Promise<void> => {
      main.emit('prints.making', { nth: main.inputOf<{ nth: number }>('prints.prepare').nth, made: 0, of: 2, first: new Uint8Array(sheet) })
      await window.wait(10)
    }
    await first(1)
    expect(opened.urls).toEqual([new Uint8Array([1])])
    expect(window.text()).toContain('The orders are read again')
    expect([window.button(/^Print/).disabled, window.button('Save as PDF').disabled]).toEqual([true, true])
    await window.press('F9')
    await window.press('s', { ctrlKey: true })
    expect([main.countOf('prints.print'), main.countOf('prints.save')]).toEqual([0, 0])
    // It turned out to be another one.
    await first(2)
    expect([opened.urls, opened.closed]).toEqual([[new Uint8Array([1]), new Uint8Array([2])], 1])
    end()
    await window.wait(50)
    expect([opened.urls.slice(2), opened.closed]).toEqual([['/run/47.pdf'], 2])
    expect(window.button('Print 2 slips').disabled).toBe(false)
  })

  it('is given up, and the list is there again', async () => {
    const { main } = held()
    const window = await preview(main)
    window.button('Give up').click()
    await window.wait(300)
    expect(main.inputOf('prints.giveUp')).toEqual({ nth: main.inputOf<{ nth: number }>('prints.prepare').nth })
    expect(window.find('[data-index="0"]')).toBeTruthy()
  })

  it('gives way to the next one, which is asked for when it has ended', async () => {
    const { main } = held()
    const window = await preview(main)
    choose(window, 'letter')
    await window.wait(10)
    expect(main.asked.map(([route]) => route).filter((route) => route === 'prints.prepare' || route === 'prints.giveUp')).toEqual(['prints.prepare', 'prints.giveUp', 'prints.prepare'])
    expect(main.inputOf('prints.prepare')).toMatchObject({ paper: 'letter' })
  })
})

describe('what the run is made for', () => {
  const printers = ['Zebra', 'Laser', 'Plain', 'label-printer:a'].map((name, i) => ({ name, description: '', isDefault: i === 0, state: 'ready', reason: null }))
  const madeOf = (main: FakeMain) => ({ printer }: { printer?: string }) => ({ id: 47, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: 1, url: '/run/47.pdf', leftOut: [], changed: [], claimed: [], unread: 0, madeFor: madeForOn(main.settings, 'packing_slip', printer ?? 'Zebra'), sheets: [{ position: 1, orderId: 1, joomId: 'A', pickCode: 'K1', recipient: 'Ann', store: 'Nordlicht', environment: 'production', page: 1, missing: [], copy: 1 }] })
  const calibration: Calibration = { printer: 'Laser', at: 1, paper: 'a4', dpi: null, bars: { 203: 5 }, squares: {}, scaleX: null, scaleY: null, movedX: null, movedY: null }
  const take = async (window: OpenWindow, printer: string): Promise<void> => {
    await window.click(window.find(`.side input[type="radio"][value="${printer}"]`))
    await window.wait(50)
  }
  function setUp(): FakeMain {
    const main = two()
    main.settings = { ...main.settings, calibrations: [calibration], labelPrinters: [{ id: 'a', name: 'Bench', way: { kind: 'queue', queue: 'Q' }, dpi: 300, width: 100, height: 150, shiftX: 0, shiftY: 0 }] }
    main.answers.set('prints.printers', () => printers)
    main.answers.set('prints.prepare', madeOf(main))
    return main
  }

  it('is what its printer needs: for one with other dots, wider codes or another place of labels it is made anew, for one that is alike it is not', async () => {
    const main = setUp()
    const window = await preview(main, 1)
    expect(main.countOf('prints.prepare')).toBe(1)
    await take(window, 'Plain')
    expect(main.countOf('prints.prepare')).toBe(1)
    await take(window, 'label-printer:a')
    expect(main.inputOf('prints.prepare')).toMatchObject({ printer: 'label-printer:a', since: 47 })
    await take(window, 'Laser')
    expect(main.inputOf('prints.prepare')).toMatchObject({ printer: 'Laser', since: 47 })
    expect(main.countOf('prints.prepare')).toBe(3)
    // Calibrated anew while it is looked at.
    main.settings = { ...main.settings, calibrations: [{ ...calibration, at: 2, movedX: 1 }] }
    main.emit('settings.changed', main.settings)
    await window.wait(50)
    expect(main.countOf('prints.prepare')).toBe(4)
    expect(main.inputOf('prints.prepare')).toMatchObject({ printer: 'Laser' })
    await take(window, 'Plain')
    expect(main.countOf('prints.prepare')).toBe(5)
  })

  it('is asked for once, whatever comes', async () => {
    const main = setUp()
    const window = await preview(main, 1)
    main.answers.set('prints.prepare', () => madeOf(main)({}))
    await take(window, 'Laser')
    await window.wait(300)
    expect(main.countOf('prints.prepare')).toBe(2)
  })
})
