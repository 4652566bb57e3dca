import { describe, expect, it } from 'vitest'
import type { SyncState } from '../../../../electron/contract/schemas.ts'
import { FakeMain, hour, noon, orderRow, store } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

useWindow()

const reading: SyncState = { connectionId: store, running: true, fetched: 4500, startedAt: noon, finishedAt: null, error: null, phase: 'whole', waitingUntil: null, nextAt: null, incomplete: 4500, stopped: false }
const bar = (window: OpenWindow): HTMLElement | undefined => window.all('.progress')[0]
const button = (window: OpenWindow): HTMLElement => window.find('.progress button')

describe('a reading of everything', () => {
  it('tells how far it got, and is stopped with a button', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/orders')
    expect(bar(window)).toBeUndefined()
    main.emit('sync.changed', reading)
    await window.wait(50)
    expect(bar(window)?.textContent).toContain('Nordlicht: reading all orders, 4,500 so far')
    await window.click(button(window))
    expect(main.inputOf('orders.cancelRefresh')).toEqual({ connectionId: store })
  })

  it('says that it was stopped before its end, and goes on where it was', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/orders')
    main.emit('sync.changed', { ...reading, running: false, phase: null, stopped: true })
    await window.wait(50)
    expect(bar(window)?.textContent).toContain('was stopped after 4,500')
    await window.click(button(window))
    expect(main.inputOf('orders.refresh')).toEqual({ connectionId: store, whole: false })
  })

  it('says how long it waits for its turn', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/orders')
    main.emit('sync.changed', { ...reading, waitingUntil: Date.now() + 40_000 })
    await window.wait(50)
    expect(bar(window)?.textContent).toMatch(/it goes on in 4[01] s/)
  })

  it('says when it goes on by itself after an outage, and is stopped or gone on with meanwhile', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/orders')
    main.emit('sync.changed', { ...reading, running: false, phase: null, nextAt: Date.now() + 15_000, error: { code: 'unavailable', detail: 'ECONNRESET' } })
    await window.wait(50)
    expect(bar(window)?.textContent).toMatch(/4,500 so far. It goes on by itself in 1[56] s/)
    const [stop, goOn] = window.all('.progress button')
    await window.click(stop!)
    expect(main.inputOf('orders.cancelRefresh')).toEqual({ connectionId: store })
    await window.click(goOn!)
    expect(main.inputOf('orders.refresh')).toEqual({ connectionId: store, whole: false })
  })

  it('says beside the trouble when a reading of changes is tried again', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/orders')
    main.emit('sync.changed', { ...reading, running: false, phase: null, incomplete: null, nextAt: Date.now() + 15_000, error: { code: 'unavailable', detail: 'ECONNRESET' } })
    await window.wait(50)
    expect(bar(window)).toBeUndefined()
    expect(window.find('.notice').textContent).toMatch(/It is tried again in 1[56] s/)
  })

  it('says until when Joom wants a pause', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/orders')
    const until = Date.now() + 600_000
    main.emit('sync.changed', { ...reading, running: false, phase: null, incomplete: null, nextAt: until, error: { code: 'throttled', detail: null, until } })
    await window.wait(50)
    expect(window.find('.notice').textContent).toMatch(/asks for a pause for Nordlicht until .*\d\d:\d\d/)
  })

  it('says nothing of a reading that only asks what has changed', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/orders')
    main.emit('sync.changed', { ...reading, phase: 'changes', incomplete: null, fetched: 2 })
    await window.wait(50)
    expect(bar(window)).toBeUndefined()
    expect(window.find('.again').textContent).toContain('2 read')
  })
})

describe('a change at Joom', () => {
  const changedRow = () => orderRow(2, { state: 'SHIPPED', dueAt: null, changedAt: noon - hour })
  const marked = (window: OpenWindow): string[] => window.all('[role="row"] .news').map((one) => one.textContent)
  const all = async (main: FakeMain): Promise<OpenWindow> => {
    const window = await openWindow(main, '/orders')
    await window.click(window.all('[role="tab"]').find((tab) => tab.textContent.startsWith('All'))!)
    await window.wait(200)
    return window
  }

  it('stands on its row as a shape, a word and a tip, until the order is opened', async () => {
    const main = new FakeMain([orderRow(1), changedRow()])
    const window = await all(main)
    expect(marked(window)).toEqual(['changed'])
    expect(window.find('.news svg')).toBeTruthy()
    expect(window.find('.news').dataset['tip']).toContain('Changed at Joom')
    await window.click(window.find('[data-index="1"]'))
    await window.wait(400)
    expect(main.inputOf('orders.seen')).toEqual({ orders: [{ id: 2, changedAt: noon - hour }] })
    expect(marked(window)).toEqual([])
    // What changed stays in sight while the order is open.
    expect(window.find('.changes').textContent).toContain('Joom has it shipped')
  })

  it('can be filtered for, and all of them be marked as seen', async () => {
    const main = new FakeMain([orderRow(1), changedRow(), orderRow(3, { changedAt: noon })])
    const window = await all(main)
    const chip = (): HTMLElement | undefined => window.all('.chip').find((one) => one.textContent.includes('Changed at Joom'))
    expect(chip()?.textContent).toContain('2')
    await window.click(chip()!)
    await window.wait(200)
    expect(window.all('[data-index]')).toHaveLength(2)
    await window.click(window.all('button').find((one) => one.textContent.includes('Mark all changes as seen'))!)
    await window.wait(400)
    expect(main.countOf('orders.allSeen')).toBe(1)
    expect(chip()).toBeUndefined()
    expect(window.all('[data-index]')).toHaveLength(3)
  })
})

describe('an order that can no longer be read', () => {
  it('says so in the list and beside it, with what was known of it', async () => {
    const main = new FakeMain([orderRow(1, { readable: false })])
    const window = await openWindow(main, '/orders')
    expect(window.find('[data-index="0"]').textContent).toContain('cannot be read')
    await window.click(window.find('[data-index="0"]'))
    await window.wait(400)
    const panel = window.find('.panel').textContent
    for (const words of ['in a form that is not understood', 'order_total is not a number', 'What was known of it before stands below', 'Ship to', 'Buyer 1']) expect(panel).toContain(words)
    expect(window.all('.oacts')).toHaveLength(0)
  })
  it('says so where Joom does not know it any more', async () => {
    const main = new FakeMain([orderRow(1, { readable: false, gone: true })])
    const window = await openWindow(main, '/orders')
    expect(window.find('[data-index="0"]').textContent).toContain('gone')
    await window.click(window.find('[data-index="0"]'))
    await window.wait(400)
    const panel = window.find('.panel').textContent
    for (const words of ['Joom does not know this order any more', 'What Joom sent last', 'Ship to', 'Buyer 1']) expect(panel).toContain(words)
    expect(panel).not.toContain('not_there')
  })
})
