import { describe, expect, it } from 'vitest'
import { Trouble, type Result } from '../../../../electron/contract/result.ts'
import type { OrderDetail } from '../../../../electron/contract/schemas.ts'
import { FakeMain, hour, noon, orderRow } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

useWindow()

const many = (n: number) => Array.from({ length: n }, (_, i) => orderRow(i + 1))
const row = (window: OpenWindow, index: number): HTMLElement => window.find(`[data-index="${String(index)}"]`)
const selected = (window: OpenWindow): string[] => window.all('[role="row"][aria-selected="true"]').map((one) => one.dataset['index'] ?? '')
const focused = (): string | undefined => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset['index'] : undefined)

describe('the list of orders', () => {
  it('stands in bands by urgency, with counts, and tells its size to a screen reader', async () => {
    const window = await openWindow(new FakeMain([orderRow(1, { dueAt: noon - 74 * 60_000 }), orderRow(2, { dueAt: noon + 41 * 60_000 + 1 }), orderRow(3, { dueAt: noon + 5 * hour }), orderRow(4, { dueAt: noon + 42 * hour + 1 })]), '/orders')
    expect(window.all('.band').map((band) => band.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^late ?1 order · Joom may refund/), expect.stringMatching(/^< 6 h ?2 orders · before/), expect.stringMatching(/^< 48 h ?1 order/)
    ])
    expect(window.all('time.f').map((time) => time.textContent)).toEqual(['−1:14', '0:41', '5:00', '1 d 18 h'])
    expect(window.find('[role="grid"]').getAttribute('aria-rowcount')).toBe('8')
    expect(window.all('[role="grid"] [aria-rowindex]').map((one) => one.getAttribute('aria-rowindex'))).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    expect(window.text()).toContain('4 to ship')
  })

  it('counts down, and an order that crosses into another band moves there', async () => {
    const main = new FakeMain([orderRow(1, { dueAt: noon + 61_000 }), orderRow(2, { dueAt: noon + 3 * hour })])
    const window = await openWindow(main, '/orders')
    expect(row(window, 0).textContent).toMatch(/0:01.*< 6 h/)
    await window.wait(3000)
    expect(row(window, 0).textContent).toMatch(/0:00.*< 6 h/)
    const asked = main.countOf('orders.overview')
    await window.wait(59_500)
    expect(row(window, 0).textContent).toMatch(/−0:00.*late/)
    expect(window.all('.band').map((band) => band.textContent.trim().slice(0, 5))).toEqual(['late1', '< 6 h'])
    expect(main.countOf('orders.overview')).toBeGreaterThan(asked)
  })

  it('keeps names, products and codes inert', async () => {
    const hostile = '<img src=x onerror="boom()"> {{ 7 * 7 }} @:orders.facts | ${x}'
    const window = await openWindow(new FakeMain([orderRow(1, { recipient: hostile, productName: hostile, sku: hostile, total: hostile, country: hostile })]), '/orders')
    expect(row(window, 0).querySelector('img')).toBeNull()
    expect(row(window, 0).textContent).toContain(hostile)
  })

  it('says what is missing instead of inventing it', async () => {
    const window = await openWindow(new FakeMain([orderRow(1, { recipient: null, productName: null, sku: null, quantity: null, total: null, country: null, color: null, dueAt: null })]), '/orders')
    expect(row(window, 0).textContent).toContain('no name')
    expect(row(window, 0).textContent).toContain('no product name')
    expect(row(window, 0).textContent).not.toContain('$')
    expect(row(window, 0).textContent).not.toContain('0')
  })

  it('joins neighbours for the same recipient, and marks those that stand apart', async () => {
    const same = { sameRecipient: 3, recipientKey: 'same' }
    const window = await openWindow(new FakeMain([orderRow(1, same), orderRow(2, same), orderRow(3), orderRow(4, same)]), '/orders')
    expect(row(window, 0).textContent).toContain('2 → 1 parcel')
    expect(row(window, 0).querySelector('.j-first')).not.toBeNull()
    expect(row(window, 1).querySelector('.j-last')).not.toBeNull()
    expect(row(window, 2).querySelector('.joint')).toBeNull()
    expect(row(window, 3).textContent).toContain('2 other orders to ship go to this recipient')
  })

  it('holds a hundred thousand orders and draws only what is on the screen', async () => {
    const main = new FakeMain(many(20))
    const rows = main.orders
    main.answers.set('orders.overview', () => ({ total: 100_000, bands: [{ urgency: 'intime', count: 100_000 }], views: { to_ship: 100_000, shipped: 0, refunded: 0, review: 0, all: 100_000 }, urgencies: { late: 0, h6: 0, h24: 0, h48: 0, intime: 100_000, none: 0 }, marks: { to_print: 0, printed: 0, in_outbox: 0, needs_you: 0, same_recipient: 0, unreadable: 0 }, now: noon }))
    main.answers.set('orders.rows', ({ offset, limit }: { offset: number; limit: number }) => Array.from({ length: limit }, (_, i) => ({ ...rows[0], id: offset + i + 1, joomId: `order ${String(offset + i + 1)}` })))
    const window = await openWindow(main, '/orders')
    expect(window.all('[data-index]').length).toBeLessThan(100)
    row(window, 0).focus()
    await window.press('End')
    expect(focused()).toBe('99999')
    const grid = window.find('[role="grid"]')
    grid.scrollTop = 28 * 99_980
    grid.dispatchEvent(new Event('scroll'))
    await window.wait(50)
    expect(row(window, 99_985).textContent).toContain('Mug 1')
    expect(window.all('[data-index]').length).toBeLessThan(100)
    expect(main.asked.some(([route, input]) => route === 'orders.rows' && (input as { offset: number }).offset === 99_900)).toBe(true)
  })
})

describe('the keyboard in the list', () => {
  it('moves the one focus with arrows, Home, End and the page keys', async () => {
    const window = await openWindow(new FakeMain(many(60)), '/orders')
    expect(window.all('[role="row"][tabindex="0"]')).toHaveLength(1)
    row(window, 0).focus()
    await window.press('ArrowDown')
    await window.press('ArrowDown')
    expect(focused()).toBe('2')
    await window.press('ArrowUp')
    expect(focused()).toBe('1')
    await window.press('PageDown')
    expect(Number(focused())).toBeGreaterThan(10)
    await window.press('End')
    expect(focused()).toBe('59')
    await window.press('ArrowDown')
    expect(focused()).toBe('59')
    await window.press('Home')
    expect(focused()).toBe('0')
    expect(window.all('[role="row"][tabindex="0"]')).toHaveLength(1)
  })

  it('goes into the cells, where the deadline is told in both times', async () => {
    const window = await openWindow(new FakeMain(many(3)), '/orders')
    row(window, 1).focus()
    for (let i = 0; i < 7; i++) await window.press('ArrowRight')
    expect(document.activeElement?.getAttribute('role')).toBe('gridcell')
    const tip = document.getElementById(document.activeElement?.getAttribute('aria-describedby') ?? '')
    expect(tip?.textContent).toContain('2026-11-22 12:20 UTC')
    await window.press('ArrowDown')
    expect(document.activeElement?.closest('[data-index]')).toBe(row(window, 2))
  })

  it('selects with Space, stretches and shrinks a range with Shift, and keeps what was chosen before', async () => {
    const window = await openWindow(new FakeMain(many(20)), '/orders')
    row(window, 0).focus()
    await window.press(' ')
    await window.press('ArrowDown')
    await window.press('ArrowDown')
    await window.press('ArrowDown')
    await window.press(' ')
    await window.press('ArrowDown', { shiftKey: true })
    await window.press('ArrowDown', { shiftKey: true })
    expect(selected(window)).toEqual(['0', '3', '4', '5'])
    await window.press('ArrowUp', { shiftKey: true })
    expect(selected(window)).toEqual(['0', '3', '4'])
    await window.press('Home', { shiftKey: true })
    expect(selected(window)).toEqual(['0', '1', '2', '3'])
    await window.press(' ')
    expect(selected(window)).toEqual(['1', '2', '3'])
  })

  it('selects all of the view with Ctrl+A, also what was never read, and clears with Esc', async () => {
    const window = await openWindow(new FakeMain(many(250)), '/orders')
    row(window, 0).focus()
    await window.press('a', { ctrlKey: true })
    expect(window.text()).toContain('250 selected')
    await window.press('Escape')
    expect(selected(window)).toEqual([])
    expect(document.querySelector('.bulk')).toBeNull()
  })

  it('selects nothing where Esc comes before Ctrl+A is done', async () => {
    const main = new FakeMain(many(5))
    let answer = (_ids: readonly number[]): void => undefined
    main.answers.set('orders.ids', () => new Promise((resolve) => { answer = resolve }))
    const window = await openWindow(main, '/orders')
    row(window, 0).focus()
    await window.press('a', { ctrlKey: true })
    await window.press('Escape')
    answer([1, 2, 3, 4, 5])
    await window.wait(50)
    expect(selected(window)).toEqual([])
  })

  it('selects a range with Shift and the mouse, across rows that are not here', async () => {
    const main = new FakeMain(many(350))
    const window = await openWindow(main, '/orders')
    await window.click(row(window, 2).querySelector('input')!)
    row(window, 2).focus()
    await window.press('End', { shiftKey: true })
    await window.wait(200)
    expect(window.text()).toContain('348 selected')
  })

  it('opens with Enter, follows the focus while open, and Esc gives the focus back', async () => {
    const window = await openWindow(new FakeMain(many(5)), '/orders')
    row(window, 1).focus()
    await window.press('Enter')
    expect(window.find('.side').getAttribute('aria-label')).toBe('Order 26VE0002')
    expect(window.find('.side').textContent).toContain('Long Street 1')
    await window.press('ArrowDown')
    await window.wait(200)
    expect(window.find('.side').getAttribute('aria-label')).toBe('Order 26VE0003')
    await window.press('Escape')
    expect(document.querySelector('.side')).toBeNull()
    expect(focused()).toBe('2')
  })

  it('tells an order’s whole story, with each time that Joom was asked and the request-id', async () => {
    const main = new FakeMain(many(1))
    const known = await main.bridge.invoke('orders.get', { id: orderRow(1).id }) as Result<OrderDetail> // the contract's promise for this route
    const history = [{ id: 2, at: noon - 60_000, kind: 'command_unknown', params: { requestId: 'req-1' }, actor: null }]
    const attempts = [{ id: 7, kind: 'read', startedAt: noon - 31_000, endedAt: noon - 30_000, outcome: 'ok', detail: 'APPROVED', requestId: 'req-2' }]
    main.answers.set('orders.get', () => ({ ...(known.ok ? known.value : {}), history, attempts }))
    const window = await openWindow(main, '/orders')
    row(window, 0).focus()
    await window.press('Enter')
    await window.wait(100)
    expect(window.all('.side .line li').map((line) => line.textContent.replace(/\s+/g, ' '))).toEqual([expect.stringMatching(/Joom was asked: it still has it to ship.*request-id req-2/), expect.stringMatching(/No answer.*request-id req-1/)])
  })

  it('is found where it was left when one comes back from another screen', async () => {
    const window = await openWindow(new FakeMain(many(120)), '/orders')
    const grid = window.find('[role="grid"]')
    row(window, 0).focus()
    for (let i = 0; i < 4; i++) await window.press('PageDown')
    const at = focused()
    grid.scrollTop = 1500
    await window.press('F3')
    await window.wait(100)
    expect(document.querySelector('[role="grid"]')).toBeNull()
    await window.press('F1')
    await window.wait(100)
    expect(window.find('[role="grid"]').scrollTop).toBe(1500)
    expect(window.find('[role="row"][tabindex="0"]').dataset['index']).toBe(at)
  })

  it('searches with a slash; Enter goes to what was found', async () => {
    const window = await openWindow(new FakeMain(many(30)), '/orders')
    row(window, 0).focus()
    await window.press('/')
    expect(document.activeElement?.id).toBe('orders-search')
    await window.type(window.find('#orders-search'), 'buyer 17')
    await window.wait(200)
    expect(window.all('[data-index]')).toHaveLength(1)
    await window.press('Enter')
    expect(row(window, 0).textContent).toContain('Buyer 17')
    expect(focused()).toBe('0')
  })
})

describe('the bar of selected orders', () => {
  it('says how many orders, parcels and late ones there are, and what they are worth', async () => {
    const same = { sameRecipient: 2, recipientKey: 'same' }
    const main = new FakeMain([orderRow(1, { dueAt: noon - hour, total: '0.1', ...same }), orderRow(2, { total: '0.2', ...same }), orderRow(3, { total: '1000' }), orderRow(4, { total: null, command: { id: 7 as never, kind: 'fulfill', state: 'waiting', leavesAt: noon, trackingNumber: null } })])
    const window = await openWindow(main, '/orders')
    row(window, 0).focus()
    await window.press('a', { ctrlKey: true })
    await window.wait(300)
    const bar = window.find('.bulk').textContent
    expect(bar).toContain('4 selected')
    expect(bar).toContain('3 parcels · 1 late · $1,000.30 · 1 without a price')
    expect(bar).toContain('Print 4 slips')
    expect(bar).toContain('Confirm 3 shipments')
  })

  it('counts down into lateness without being asked', async () => {
    const window = await openWindow(new FakeMain([orderRow(1, { dueAt: noon + 30_000 })]), '/orders')
    row(window, 0).focus()
    await window.press(' ')
    await window.wait(300)
    expect(window.find('.bulk').textContent).not.toContain('late')
    await window.wait(31_000)
    expect(window.find('.bulk').textContent).toContain('1 late')
  })
})

describe('news from main', () => {
  it('keep the selection, the open order and the focus', async () => {
    const main = new FakeMain(many(6))
    const window = await openWindow(main, '/orders')
    row(window, 3).focus()
    await window.press(' ')
    await window.press('Enter')
    main.orders = [orderRow(90, { dueAt: noon + 1000 }), ...main.orders]
    main.emit('orders.changed')
    await window.wait(400)
    expect(row(window, 0).textContent).toContain('Buyer 90')
    expect(selected(window)).toEqual(['4'])
    expect(focused()).toBe('4')
    expect(row(window, 4).textContent).toContain('Buyer 4')
    expect(window.find('.side').getAttribute('aria-label')).toBe('Order 26VE0004')
  })

  it('pass the focus on when the order that has it goes', async () => {
    const main = new FakeMain(many(4))
    const window = await openWindow(main, '/orders')
    row(window, 3).focus()
    main.orders = main.orders.slice(0, 3)
    main.emit('orders.changed')
    await window.wait(400)
    expect(focused()).toBe('2')
  })

  it('take an order that is gone out of the selection', async () => {
    const main = new FakeMain(many(6))
    const window = await openWindow(main, '/orders')
    row(window, 0).focus()
    await window.press('a', { ctrlKey: true })
    await window.wait(300)
    main.orders = main.orders.slice(2)
    main.emit('orders.changed')
    await window.wait(600)
    expect(window.find('.bulk').textContent).toContain('4 selected')
    expect(window.find('.bulk').textContent).toContain('Print 4 slips')
  })

  it('are read a few times, however many there are', async () => {
    const main = new FakeMain(many(6))
    const window = await openWindow(main, '/orders')
    const before = main.countOf('orders.overview')
    for (let i = 0; i < 200; i++) main.emit('orders.changed')
    await window.wait(1000)
    expect(main.countOf('orders.overview') - before).toBeLessThanOrEqual(3)
  })

  it('that are still to come hold back what would be done with a part of the selection', async () => {
    const main = new FakeMain(many(6))
    const window = await openWindow(main, '/orders')
    let held: Promise<void> | null = null
    let tell: () => void = () => undefined
    const usual = main.orders
    main.answers.set('orders.byIds', async ({ ids }: { ids: number[] }) => {
      await held
      return usual.filter(({ id }) => ids.includes(id))
    })
    await window.click(row(window, 0).querySelector('input[type="checkbox"]')!)
    await window.wait(400)
    expect(window.find('.bulk .go').textContent).toContain('Confirm shipment')
    expect((window.find('.bulk .go') as HTMLButtonElement).disabled).toBe(false)
    held = new Promise((resolve) => { tell = resolve })
    await window.click(row(window, 1).querySelector('input[type="checkbox"]')!)
    await window.wait(400)
    expect(window.find('.bulk').textContent).toContain('2 selected')
    expect((window.find('.bulk .go') as HTMLButtonElement).disabled).toBe(true)
    await window.press('F10')
    await window.wait(300)
    expect(window.all('[role="dialog"]')).toHaveLength(0)
    held = null
    tell()
    await window.wait(200)
    expect(window.find('.bulk .go').textContent).toContain('Confirm 2 shipments')
    await window.press('F10')
    await window.wait(300)
    expect(window.all('[role="dialog"]')).toHaveLength(1)
  })

  it('that belong to an older question are dropped', async () => {
    const main = new FakeMain(many(30))
    const window = await openWindow(main, '/orders')
    const usual = [...main.orders]
    const slow: (() => void)[] = []
    main.answers.set('orders.rows', ({ filter }: { filter: { search: string } }) => {
      const found = usual.filter(({ recipient }) => recipient?.toLowerCase().includes(filter.search))
      return filter.search === 'buyer 1' ? new Promise((resolve) => { slow.push(() => { resolve(found) }) }) : found
    })
    await window.type(window.find('#orders-search'), 'buyer 1')
    await window.wait(200)
    await window.type(window.find('#orders-search'), 'buyer 12')
    await window.wait(200)
    expect(row(window, 0).textContent).toContain('Buyer 12')
    for (const answer of slow) answer()
    await window.wait(200)
    expect(row(window, 0).textContent).toContain('Buyer 12')
    expect(window.all('[data-index]')).toHaveLength(1)
  })
})

describe('a list that is not the whole truth', () => {
  it('says so off-line, and since when', async () => {
    const main = new FakeMain(many(2))
    main.answers.set('connections.list', () => [{ id: 1, name: 'Nordlicht', environment: 'production', address: '', storeId: '', clientId: '', secretSavedAt: 1, status: 'authorized', authorizedUntil: null, readAt: noon - hour, trouble: { since: noon, code: 'offline', message: '' }, signIn: 'idle' }])
    const window = await openWindow(main, '/orders')
    expect(window.text()).toContain('Off-line: showing what was read at')
    expect(window.all('[data-index]')).toHaveLength(2)
  })

  const places = { problem: 'places' }
  it.each<[string, string, object, string[]]>([
    ['Joom’s no, with its code', 'refused', { problem: 'code', code: '1234' }, ['Nordlicht was not read. Joom answered and said no (code 1234).', 'The list shows what was read before.', 'api.odd · 2003']],
    ['one call that is refused while the rest goes on', 'refused', { problem: 'code', code: '4000', call: 'order/get-fulfill' }, ['Not everything of Nordlicht could be read. Joom answered and said no (code 4000).', 'api.odd · 2003']],
    ['places of the lists that could not be had', 'unreadable', places, ['Not everything of Nordlicht could be read. Some orders could not be had from Joom, all others were read', 'api.odd · 2003']],
    ['a server that is down', 'unavailable', { problem: 'server' }, ['Nordlicht was not read. Joom’s server at https://api.example answers that it cannot serve just now.']],
    ['a network’s own page', 'unavailable', { problem: 'redirect' }, ['Nordlicht was not read. What answers at https://api.example sends on to another page']]
  ])('says who answered and what to do: %s', async (_name, code, params, says) => {
    for (const rows of [2, 0]) {
      const main = new FakeMain(many(rows))
      main.answers.set('connections.list', () => [{ id: 1, name: 'Nordlicht', environment: 'production', address: 'https://api.example', storeId: '', clientId: '', secretSavedAt: 1, status: 'authorized', authorizedUntil: null, readAt: noon - hour, trouble: { since: noon, code, message: 'api.odd · 2003', params }, signIn: 'idle' }])
      const window = await openWindow(main, '/orders')
      for (const words of says) if (rows > 0 || !words.includes('The list')) expect(window.text(), words).toContain(rows > 0 ? words : words.replace(/Nordlicht was not read\. |Not everything of Nordlicht could be read\. /, ''))
      if (rows === 0) expect(window.text()).toContain(says[0]?.startsWith('Not everything') === true ? 'Not all orders could be read' : 'The orders were not read')
      expect(window.text()).not.toContain('Off-line')
      // Another reading leaves the same places out: what asks for them again is to read everything anew.
      const anew = params === places
      const label = anew ? 'Read all orders anew' : rows > 0 ? 'Try now' : 'Read again'
      await window.click(window.button(label))
      expect(main.inputOf('orders.refresh')).toEqual({ connectionId: anew ? 1 : null, whole: anew })
      if (anew) expect(window.text()).not.toMatch(/Try now|Read again/u)
    }
  })

  it('says of an order that came without an id that it has none, in place of the name that it is kept under', async () => {
    const name = 'unreadable 2XoDg0abcdefghij'
    const main = new FakeMain([orderRow(1, { joomId: name, readable: false, productName: null, sku: null, dueAt: null })])
    const window = await openWindow(main, '/orders')
    expect(row(window, 0).textContent).toContain('no id')
    await window.click(row(window, 0))
    await window.wait(50)
    expect(window.find('.side').textContent).toContain('It came without an id')
    expect(document.body.innerHTML).not.toContain(name)
    expect(() => window.button('Copy the order’s id')).toThrow()
  })

  it('shows the word of a state that is Joom’s own, in the list and beside it', async () => {
    const main = new FakeMain([orderRow(1, { state: 'OTHER', stateWord: 'cancelledByJoom', dueAt: null })])
    const window = await openWindow(main, '/orders')
    await window.click(window.all('[role="tab"]').find((tab) => tab.textContent.startsWith('All'))!)
    await window.wait(200)
    expect(row(window, 0).textContent).toContain('“cancelledByJoom”')
    await window.click(row(window, 0))
    await window.wait(50)
    expect(window.find('.side').textContent).toContain('Joom has this order as “cancelledByJoom”.')
  })

  it('names what is wrong where there is nothing to show, and the way out', async () => {
    const main = new FakeMain([])
    const window = await openWindow(main, '/orders')
    expect(window.text()).toContain('Nothing to ship')
    await window.type(window.find('#orders-search'), 'nobody')
    await window.wait(300)
    expect(window.text()).toContain('No order in this view has “nobody”')
    await window.click(window.button('Show all orders of this view'))
    await window.wait(300)
    expect(window.text()).toContain('Nothing to ship')
  })

  it('shows the error and keeps the rows when a reading fails', async () => {
    const main = new FakeMain(many(3))
    const window = await openWindow(main, '/orders')
    main.answers.set('orders.rows', () => { throw new Trouble({ code: 'storage_locked' }) })
    main.emit('orders.changed')
    await window.wait(400)
    expect(window.text()).toContain('Another program holds Packbench’s data')
    expect(window.all('[data-index]')).toHaveLength(3)
  })
})
