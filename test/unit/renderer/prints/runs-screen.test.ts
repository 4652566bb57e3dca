import { describe, expect, it, vi } from 'vitest'
import type { OrderId } from '../../../../electron/domain/ids.ts'
import { sheetCodeOf } from '../../../../electron/domain/sheet-code.ts'
import { Trouble } from '../../../../electron/contract/result.ts'
import { FakeMain, noon, orderRow, runOf } from '../support/fake-main.ts'
import { openWithAll } from '../support/open-with-all.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

// Drawing pages needs a real browser: they are looked at there.
const files = vi.hoisted(() => ({ fail: false }))
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({ warmSheets: () => Promise.resolve(), openSheets: () => files.fail ? Promise.reject(new Error('just now')) : Promise.resolve({ pages: 1, ratio: 1.5, draw: () => ({ done: Promise.resolve(true), cancel: () => undefined }), close: () => undefined }) }))
useWindow()

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
async function open(run: ReturnType<typeof runOf>): Promise<{ window: OpenWindow; main: FakeMain }> {
  const main = new FakeMain([orderRow(1)])
  main.runs = [run]
  const window = await openWindow(main, `/runs/${String(run.id)}`)
  await window.wait(50)
  return { window, main }
}
const words = (window: OpenWindow): string => window.find('.ledger .fig').textContent.replace(/\s+/g, ' ').trim()

/** Whether any button says so. */
const offers = (words: RegExp): boolean => [...document.querySelectorAll('button')].some(({ textContent }) => words.test(textContent))

describe('a print run', () => {
  it('asks how it came out, and gives the answer on', async () => {
    const { window, main } = await open(runOf(47))
    expect([words(window), window.find('h1').textContent]).toEqual(['how did it come out?', 'Print run 47'])
    main.answers.set('prints.judge', () => runOf(47, { state: 'good', since: noon }, ['good', 'good']))
    await window.press('F9')
    await window.wait(50)
    expect(main.inputOf('prints.judge')).toEqual({ id: 47, verdict: { kind: 'good' } })
    expect(words(window)).toBe('all 2 good')
    expect(window.text()).toContain('2 of 2 good')
  })

  it('that stands still because orders have moved names each with the difference; what could not be read again is said', async () => {
    const changed = [{ orderId: 2 as OrderId, joomId: '26VE2', recipient: 'Buyer 2', differences: [{ field: 'address' as const, before: 'Old street 1', after: 'Elsewhere 1' }] }] // as the run numbers them
    const { window } = await open(runOf(47, { state: 'paused', trouble: { code: 'run_changed', params: { n: 1 } }, changed, unread: 3 }, ['handed', 'waiting']))
    expect(window.text()).toMatch(/1 order changed at Joom since its slip was made.*Buyer 2.*Old street 1.*Elsewhere 1/s)
    expect(window.text()).toContain('3 orders could not be read again right before their slips were to be printed')
    await window.click(window.button('26VE2'))
    await window.wait(50)
    expect(window.find('h1').textContent).toBe('Orders')
  })

  it('does not go on where orders have moved: what is left of it is printed in a new run, once it was said how the rest came out', async () => {
    const changed = [{ orderId: 2 as OrderId, joomId: '26VE2', recipient: 'Buyer 2', differences: [{ field: 'address' as const, before: 'Old street 1', after: 'Elsewhere 1' }] }] // as the run numbers them
    const { window, main } = await open(runOf(47, { state: 'paused', kind: 'slip_and_address', changed }, ['handed', 'waiting', 'waiting']))
    expect(window.text()).toContain('Say first how those came out')
    expect(offers(/Resume|new run/)).toBe(false)
    main.answers.set('prints.judge', () => runOf(47, { state: 'stopped', kind: 'slip_and_address', changed }, ['good', 'spoiled', 'waiting']))
    await window.press('F9')
    await window.wait(50)
    expect(offers(/Resume/)).toBe(false)
    expect(words(window)).toBe('good up to 1, and it does not go on')
    expect(window.text()).toContain('1 of them may have come out: throw that slip away first.')
    main.answers.set('prints.judge', () => runOf(47, { state: 'good' }, ['good', 'discarded', 'discarded']))
    await window.click(window.button('Print the 2 that are left in a new run'))
    await window.wait(50)
    expect(main.inputOf('prints.judge')).toEqual({ id: 47, verdict: { kind: 'discard' } })
    expect(main.inputOf('prints.prepare')).toMatchObject({ orderIds: [2, 3], kind: 'slip_and_address', paper: '100x150' })
  })

  it('goes on at no other printer than its own unless one is chosen', async () => {
    const { window, main } = await open(runOf(47, { state: 'stopped', printer: 'label-printer:gone' }, ['good', 'waiting']))
    expect(window.text()).toContain('The printer that this would go to was removed in Settings')
    expect(window.button('Resume at 2').disabled).toBe(true)
    await window.press('F9')
    expect([main.countOf('prints.resume'), (document.activeElement as HTMLInputElement).name]).toEqual([0, 'printer'])
    await window.click(window.find('input[value="Zebra"]'))
    await window.press('F9')
    expect(main.inputOf('prints.resume')).toMatchObject({ printer: 'Zebra' })
  })

  it('says beforehand that what is still in the queue is taken back', async () => {
    const part = { id: 1, file: 1, first: 1, last: 2, sheets: 2, copies: 1, printer: 'Zebra', job: 'Zebra-1', state: 'queued', reason: null, beganAt: noon, handedAt: noon, endedAt: null } as const
    const { window } = await open(runOf(47, { state: 'paused', parts: [{ ...part, id: 1 as never }] }, ['handed', 'handed'])) // a number as ids are
    expect(window.find('.ledger').textContent).toContain('Where you say that it stopped, or discard it, that is taken back first.')
  })

  it('lets what was said count although the job cannot be taken back, with the risk named', async () => {
    const { window, main } = await open(runOf(47))
    main.answers.set('prints.judge', () => { throw new Trouble({ code: 'run_at_printer', params: { id: 47 } }) })
    await window.click(window.button('Discard'))
    await window.wait(50)
    expect(window.text()).toContain('Should the job come out after all, throw its slips away')
    main.answers.set('prints.judge', () => runOf(47, { state: 'discarded' }, ['discarded', 'discarded']))
    await window.click(window.button('Let it count all the same'))
    await window.wait(50)
    expect(main.inputOf('prints.judge')).toEqual({ id: 47, verdict: { kind: 'discard' }, anyway: true })
    expect(words(window)).toBe('discarded')
  })

  it('says so as soon as an order of it moves, before anybody presses anything', async () => {
    const { window, main } = await open(runOf(47, { state: 'paused' }, ['good', 'waiting']))
    expect(offers(/Resume at 2/)).toBe(true)
    main.runs = [runOf(47, { state: 'paused', changed: [{ orderId: 2 as OrderId, joomId: '26VE2', recipient: 'Buyer 2', differences: [{ field: 'quantity', before: '1', after: '2' }] }] }, ['good', 'waiting'])] // as the run numbers them
    main.emit('orders.changed')
    await window.wait(400)
    expect(offers(/Resume at 2/)).toBe(false)
    expect(window.text()).toContain('26VE2')
  })

  it('takes orders on one slip as one piece of paper: where it stopped, what is scanned, what prints again', async () => {
    const shared = (states: Parameters<typeof runOf>[2], part: Parameters<typeof runOf>[1] = {}) => {
      const run = runOf(47, part, states)
      return { ...run, ledger: run.ledger.map((sheet) => (sheet.position >= 2 && sheet.position <= 4 ? { ...sheet, slip: 2, page: 2 } : sheet)) }
    }
    const { window, main } = await open(shared(times(6, 'handed')))
    for (const one of ['2', '4']) {
      await window.type(window.find('#last-good'), one)
      expect(window.text()).toContain('good up to 4, resume at 5')
    }
    await window.type(window.find('#last-good'), 'K0000003')
    expect(window.text()).toContain('good up to 4, resume at 5')
    await window.type(window.find('#last-good'), '1')
    expect(window.text()).toContain('good up to 1, resume at 2')
    main.answers.set('prints.judge', () => shared(times(6, 'good'), { state: 'good' }))
    await window.click(window.button('Stopped there'))
    await window.wait(50)
    expect(main.inputOf('prints.judge')).toEqual({ id: 47, verdict: { kind: 'stopped', at: 2, nothingAfter: false } })
    await window.type(window.find('#again-from'), '1')
    await window.type(window.find('#again-to'), '3')
    expect(window.button(/^Print .* again$/).textContent).toBe('Print 2 slips again')
    expect(window.text()).toContain('A slip with several orders prints as a whole.')
  })

  it('says where it goes on behind the last good slip before that is said, and takes a scan of it', async () => {
    const { window, main } = await open(runOf(47, {}, times(40, 'handed')))
    main.answers.set('prints.judge', () => runOf(47, { state: 'stopped' }, [...times(36, 'good' as const), ...times(4, 'spoiled' as const)]))
    await window.type(window.find('#last-good'), '37')
    expect(window.text()).toContain('good up to 37, resume at 38')
    expect(window.text()).toContain('Behind slip 38 nothing came out')
    await window.type(window.find('#last-good'), '0')
    expect(window.text()).toContain('none good, begin again at 1')
    await window.type(window.find('#last-good'), '77')
    await window.click(window.button('Stopped there'))
    expect(window.text()).toContain('Slip 77 is not among those at the printer: 1 to 40.')
    expect(main.countOf('prints.judge')).toBe(0)
    // The square of a slip says more than its order: what is of the sheet is left aside.
    await window.type(window.find('#last-good'), sheetCodeOf({ joomId: '26VE36', world: 'real', hash: '9f3a21c0' }))
    expect(window.text()).toContain('good up to 36, resume at 37')
    await window.type(window.find('#last-good'), 'k0000036')
    window.find('.lgf input[type="checkbox"]').click()
    await window.click(window.button('Stopped there'))
    await window.wait(50)
    expect(main.inputOf('prints.judge')).toEqual({ id: 47, verdict: { kind: 'stopped', at: 37, nothingAfter: true } })
    expect(words(window)).toBe('good up to 36, resume at 37')
    main.answers.set('prints.resume', () => runOf(47, { state: 'printing' }))
    await window.press('F9')
    await window.wait(50)
    expect(main.inputOf('prints.resume')).toEqual({ id: 47, printer: 'Zebra', copies: 1 })
  })

  it('has its list for the courier and its summary made where it stands, however long it is printed', async () => {
    const { window, main } = await open(runOf(47, { state: 'good' }, ['good', 'good']))
    await window.click(window.button('Summary'))
    await window.wait(50)
    expect(main.inputOf('papers.make')).toMatchObject({ kind: 'summary', run: 47 })
    await window.press('Escape')
    await window.wait(50)
    await window.click(window.button('Hand-over list'))
    await window.wait(50)
    expect(main.inputOf('papers.make')).toMatchObject({ kind: 'hand_over', run: 47 })
  })

  it('can be paused and cancelled while it prints, and shows what its jobs do', async () => {
    const part = { id: 1 as never, file: 1, first: 1, last: 100, sheets: 100, copies: 1, printer: 'Zebra', job: 'Zebra-12', state: 'stopped' as const, reason: 'out of paper', beganAt: noon, handedAt: noon, endedAt: null }
    const { window, main } = await open(runOf(47, { state: 'printing', parts: [part] }, [...times(100, 'handed' as const), ...times(50, 'waiting' as const)]))
    expect(words(window)).toBe('up to 100 handed over')
    expect(window.find('.side').textContent).toMatch(/Slips 1 to 100.*printer stopped: out of paper.*Zebra ZD421.*Zebra-12/)
    expect(() => window.button('All good')).toThrow()
    main.answers.set('prints.pause', () => runOf(47, { state: 'paused' }, [...times(100, 'handed' as const), ...times(50, 'waiting' as const)]))
    await window.click(window.button('Pause'))
    await window.wait(50)
    expect(words(window)).toBe('paused, 100 handed over')
    expect(window.button('These 100 are good')).toBeTruthy()
    expect(window.button(/^Resume at 101/)).toBeTruthy()
  })

  it('prints a slip again, and says why where it cannot', async () => {
    const { window, main } = await open(runOf(47, { state: 'good' }, ['good', 'good', 'good']))
    main.answers.set('prints.reprint', () => { throw new Trouble({ code: 'printer_stopped', params: { printer: 'Zebra' } }) })
    expect(window.button(/^Print slip 1 again/).disabled).toBe(true)
    await window.type(window.find('#again-from'), '2')
    await window.click(window.button('Print slip 2 again'))
    await window.wait(50)
    expect(main.inputOf('prints.reprint')).toEqual({ id: 47, first: 2, last: 2, printer: 'Zebra', copies: 1 })
    expect(window.text()).toContain('The printer Zebra has stopped')
  })

  it('prints a slip again from a label that is still free, on sheets of four', async () => {
    const { window, main } = await open(runOf(47, { state: 'good', paper: 'a4-4up' }, ['good', 'good', 'good']))
    main.answers.set('prints.reprint', () => runOf(47, { state: 'printing', paper: 'a4-4up' }))
    await window.type(window.find('#again-from'), '2')
    const list = window.find('#again-start') as HTMLSelectElement // the only one with this id
    list.value = '3'
    list.dispatchEvent(new Event('change', { bubbles: true }))
    await window.click(window.button('Print slip 2 again'))
    expect(main.inputOf('prints.reprint')).toEqual({ id: 47, first: 2, last: 2, start: 3, printer: 'Zebra', copies: 1 })
  })

  it('shows its slips as soon as they can be opened: where they could not, it says so, and tries again', async () => {
    files.fail = true
    const { window } = await open(runOf(47))
    expect([window.all('.slip canvas').length, window.text().includes('cannot be shown just now')]).toEqual([0, true])
    files.fail = false
    await window.click(window.button('Try again'))
    await window.wait(50)
    expect([window.all('.slip canvas').length > 0, window.text().includes('cannot be shown just now')]).toEqual([true, false])
  })

  it('of a thousand slips has only those in the document that are near the screen', async () => {
    const { window } = await open(runOf(47, {}, times(1000, 'handed')))
    const cards = window.all('.slip')
    expect(cards.length).toBeGreaterThan(5)
    expect(cards.length).toBeLessThan(100)
  })

  it('that nobody knows the end of is asked about at once, wherever one is', async () => {
    const main = new FakeMain([orderRow(1)])
    main.runs = [runOf(47, { state: 'unknown' }, ['unknown', 'unknown'])]
    const window = await openWindow(main, '/orders')
    await window.wait(50)
    expect(window.text()).toContain('Run 47: it is not known what reached the printer. How far did it get?')
    await window.click(window.button('Look at run 47'))
    await window.wait(50)
    expect(words(window)).toBe('how far did it get?')
  })
})

describe('the list of runs', () => {
  it('has unfinished ones first, and opens one by its number', async () => {
    const main = new FakeMain([])
    main.runs = [runOf(48, { state: 'stopped' }, ['good', 'waiting']), runOf(46, { state: 'good', copied: 2 }, ['good', 'good'])]
    const window = await openWindow(main, '/runs')
    await window.wait(50)
    expect(window.all('.run').map((one) => one.textContent)).toEqual([expect.stringMatching(/^Run 48\s*2 packing slips\s*stopped, can go on/), expect.stringMatching(/^Run 46\s*2 packing slips.*2 printed again\s*all good/)])
    expect(window.all('h2.band').map((one) => one.textContent)).toEqual(['Unfinished1', 'Today1'])
    main.answers.set('prints.runs', ({ number }: { number: number | null }) => ({ runs: number === 7 ? [runOf(7)] : [], unfinished: 0, now: noon }))
    await window.type(window.find('input[type="search"]'), '9')
    window.find('form[role="search"]').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await window.wait(50)
    expect(window.text()).toContain('There is no run 9.')
    await window.type(window.find('input[type="search"]'), '7')
    window.find('form[role="search"]').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await window.wait(50)
    expect(window.find('h1').textContent).toBe('Print run 7')
  })
})

describe('orders that another run has', () => {
  it('are shown with that run, and left out or printed as a copy', async () => {
    const main = new FakeMain([orderRow(1), orderRow(2)])
    const usual = (sheets: readonly object[], claimed: readonly object[]) => ({ id: 48, kind: 'packing_slip', createdAt: noon, paper: 'a4', pages: sheets.length, url: '/run/48.pdf', sheets, leftOut: [], changed: [], claimed, unread: 0 })
    main.answers.set('prints.prepare', ({ claims }: { claims?: string }) => (claims === undefined
      ? usual([], [{ orderId: 1, joomId: '26VE0001', recipient: 'Ann', run: 47, state: 'handed', at: noon, actor: 'Mehmet', copy: 2 }])
      : usual([{ position: 1, orderId: 2, joomId: 'B', pickCode: 'K2', recipient: 'Bob', store: 'Nordlicht', environment: 'production', page: 1, missing: [], copy: 1 }], [])))
    const window = await openWithAll(main, 'F9')
    expect(window.text()).toMatch(/1 order is in another run.*Run 47, at the printer.*Mehmet.*Ann.*26VE0001.*would be COPY 2/s)
    await window.click(window.button('Make the slip of the other order'))
    await window.wait(50)
    expect(main.inputOf('prints.prepare')).toEqual({ orderIds: [1, 2], paper: 'a4', claims: 'leave_out', nth: expect.any(Number) })
    expect(window.button('Print slip')).toBeTruthy()
  })
})
