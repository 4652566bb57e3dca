import { describe, expect, it, vi } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import { FakeMain, orderRow } from '../support/fake-main.ts'
import { openWithAll } from '../support/open-with-all.ts'
import { useWindow } from '../support/open-window.ts'

// Drawing pages needs a real browser: they are looked at there.
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({ warmSheets: () => Promise.resolve(), openSheets: () => Promise.resolve({ pages: 2, ratio: 1.5, draw: () => ({ done: Promise.resolve(true), cancel: () => undefined }), close: () => undefined }) }))
useWindow()

const two = () => new FakeMain([orderRow(1), orderRow(2)])
/** A run as it was prepared, with a slip for each of these lists of characters that no font has. */
const madeOf = (missing: readonly (readonly string[])[]) => ({
  id: 47, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: missing.length, url: '/run/47.pdf', leftOut: [], changed: [], claimed: [], unread: 0,
  sheets: missing.map((characters, i) => ({ position: i + 1, orderId: i + 1, joomId: `26VE000${String(i + 1)}`, pickCode: `K${String(i + 1)}`, recipient: 'Ann', store: 'Nordlicht', environment: 'production', page: i + 1, missing: characters, copy: 1 }))
})

describe('what the print preview says beside the slips', () => {
  it('names the orders on whose slips characters stand as their numbers, and says that all print only where all do', async () => {
    const main = two()
    main.answers.set('prints.prepare', () => madeOf([[], ['𓆣']]))
    const window = await openWithAll(main, 'F9')
    expect(window.text()).toMatch(/1 slip has characters that no font has.*26VE0002.*𓆣/s)
    expect(window.text()).not.toContain('every one prints')
  })

  it('names the orders of which no slip was made, since characters would be numbers, with field, character and what can be done; one press makes them so', async () => {
    const main = two()
    main.answers.set('prints.prepare', ({ asNumbers }: { asNumbers?: boolean }) => (asNumbers === true ? madeOf([[], ['𓆣']]) : { ...madeOf([[]]), leftOut: [{ orderId: 2, joomId: '26VE0002', reason: 'as_numbers', characters: ['𓆣'], lacking: [{ field: 'goods', characters: ['𓆣'] }, { field: 'heading', characters: ['\uE000'] }, { field: 'return_address', characters: ['𓀁'], store: 'Nordlicht' }] }] }))
    const window = await openWithAll(main, 'F9')
    expect(main.inputOf('prints.prepare')).not.toHaveProperty('asNumbers')
    for (const said of [/1 order has characters that no font has/, /No sheet of it was made/, /26VE0002.*Goods.*𓆣.*U\+131A3.*Name the article otherwise at Joom/s, /Your line over the goods.*U\+E000.*Write it otherwise/s, /Return address\s*Nordlicht\s*𓀁\s*U\+13001.*Connections/s]) expect(window.text()).toMatch(said)
    expect(window.text()).not.toContain('gets no slip')
    // Beside the buttons too, however many printers stand between: nobody prints one of two and takes it for both.
    expect(window.find('.oacts').textContent).toContain('1 of 2 orders is not on paper.')
    await window.click(window.button('See why'))
    expect(document.activeElement?.textContent).toContain('1 order has characters that no font has')
    expect(window.button('Print slip').disabled).toBe(false)
    await window.click(window.button('Print it with numbers'))
    await window.wait(50)
    expect(main.inputOf('prints.prepare')).toMatchObject({ orderIds: [1, 2], asNumbers: true, since: 47, replaces: 47 })
    expect(window.text()).toMatch(/1 slip has characters that no font has.*26VE0002.*𓆣/s)
    expect(window.text()).not.toContain('Print it with numbers')
    expect(window.text()).not.toContain('not on paper')
    expect(window.button('Print 2 slips').disabled).toBe(false)
  })

  it('says beside a printer that it does not have the paper, and of one that does, or says nothing of it, nothing', async () => {
    const main = two()
    const idle = { description: '', isDefault: false, state: 'ready', reason: null }
    main.answers.set('prints.printers', () => [{ name: 'Zebra', ...idle, isDefault: true, papers: ['100x150'], dpi: [203] }, { name: 'Office', ...idle, papers: ['a4', 'letter'], dpi: [600] }, { name: 'Mute', ...idle, papers: null, dpi: [] }])
    const window = await openWithAll(main, 'F9')
    expect(window.all('.prn .one').map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^Zebra.*It does not say that it prints on A4\..*203 dots per inch/), expect.stringMatching(/^Office(?!.*does not say).*600 dots per inch/), expect.stringMatching(/^Mute(?!.*(does not say|dots))/)
    ])
  })

  it.each([[[600], 'Choose 300, 600 as its resolution'], [[203, 300], null], [[180], null], [[], null]] as const)('says of a printer of %j dots an inch where codes for 203 come out uneven, and what to choose: %s', async (dpi, words) => {
    const main = two()
    main.answers.set('prints.printers', () => [{ name: 'Office', description: '', isDefault: true, state: 'ready', reason: null, papers: null, dpi }])
    const window = await openWithAll(main, 'F9')
    if (words === null) expect(window.text()).not.toContain('uneven')
    else expect(window.text()).toContain(words)
  })

  it('says nothing of that where the printer was calibrated', async () => {
    const main = two()
    main.answers.set('prints.printers', () => [{ name: 'Office', description: '', isDefault: true, state: 'ready', reason: null, papers: null, dpi: [600] }])
    main.settings = { ...main.settings, calibrations: [{ printer: 'Office', at: 1, paper: 'a4', dpi: 203, bars: { 203: 3 }, squares: {}, scaleX: null, scaleY: null, movedX: null, movedY: null }] }
    expect((await openWithAll(main, 'F9')).text()).not.toContain('uneven')
  })

  it('makes the slips of the others where Joom contradicts itself about an order', async () => {
    const main = two()
    main.answers.set('prints.print', () => { throw new Trouble({ code: 'run_doubted', params: { n: 1, orders: '26VE0001' } }) })
    const window = await openWithAll(main, 'F9')
    await window.press('F9')
    await window.wait(50)
    expect(window.text()).toContain('26VE0001')
    main.answers.set('prints.prepare', () => ({ ...madeOf([]), leftOut: [{ orderId: 1, joomId: '26VE0001', reason: 'doubted', characters: [] }] }))
    await window.click(window.button('Make the slips of the others'))
    await window.wait(50)
    expect(window.text()).toContain('Joom contradicts itself about it')
  })
})
