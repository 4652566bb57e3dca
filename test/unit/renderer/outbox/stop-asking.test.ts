import { describe, expect, it } from 'vitest'
import type { HistoryEntry, OutboxRow } from '../../../../electron/contract/schemas.ts'
import { storyLines } from '../../../../renderer/components/outbox/story-lines.ts'
import { FakeMain, hour, noon, orderRow, outboxRow, shipment } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

useWindow()

const order = (id: number) => orderRow(id)
function mainWith(...commands: OutboxRow[]): FakeMain {
  const main = new FakeMain(Array.from({ length: 250 }, (_, i) => order(i + 1)))
  main.commands = commands
  return main
}
const unknown = (id: number, part: Partial<OutboxRow> = {}): OutboxRow => outboxRow(id, order(id), shipment(`U${String(id)}`), { state: 'unknown', sentAt: noon - 3 * hour, nextAt: noon + 60_000, sends: 1, reads: 40, vainSince: noon - 2 * hour, ...part })
const waiting = (id: number, part: Partial<OutboxRow> = {}): OutboxRow => outboxRow(id, order(id), shipment(`W${String(id)}`), { createdAt: noon - 10_000, leavesAt: noon + 20_000, ...part })
const item = (window: OpenWindow, id: number): HTMLElement => window.find(`[aria-label="Command for order ${order(id).joomId}"]`)
const acts = (window: OpenWindow, id: number): string[] => [...item(window, id).querySelectorAll('button')].map((one) => one.textContent.trim())

describe('what nothing can be found out about', () => {
  it('can be stopped by a person, after which it stands before them with what is known', async () => {
    const main = mainWith(unknown(1), unknown(2, { vainSince: noon - hour / 2 }), unknown(3, { vainSince: null, signedIn: false }))
    const window = await openWindow(main, '/outbox')
    expect([1, 2, 3].map((id) => acts(window, id))).toEqual([['Stop asking'], ['Ask Joom now'], ['Stop asking']])
    await window.click(item(window, 1).querySelector('button')!)
    await window.wait(400)
    expect(main.inputOf('outbox.stopAsking')).toEqual({ ids: [1] })
    expect(window.text()).toContain('1 stopped: nothing was sent, you decide')
    expect(item(window, 1).textContent).toContain('not found out')
    expect(item(window, 1).textContent).toContain('Nobody knows whether Joom has it')
    expect(item(window, 1).textContent).toContain('Its number stays taken')
    expect(acts(window, 1)).toEqual(expect.arrayContaining(['Try again', 'Keep Joom’s']))
    await window.click(window.button('Keep Joom’s'))
    await window.wait(50)
    expect(main.inputOf('outbox.resolve')).toEqual({ id: 1, choice: 'keep_joom' })
  })

  it('is asked about or stopped beside its story, which says what stopping means', async () => {
    const main = mainWith(unknown(1))
    main.answers.set('outbox.story', () => ({ row: main.commands[0], history: [], attempts: [], tally: { sends: 1, reads: 40 } }))
    const window = await openWindow(main, '/outbox')
    await window.click(item(window, 1))
    await window.wait(50)
    expect(window.find('.side').textContent).toContain('nothing is sent, and you decide what becomes of it')
    expect(window.all('.side .acts2 button').map((one) => one.textContent.trim())).toEqual(['Ask Joom now', 'Stop asking', 'Open order'])
    await window.click(window.all('.side .acts2 button')[1]!)
    await window.wait(50)
    expect(main.inputOf('outbox.stopAsking')).toEqual({ ids: [1] })
  })

  it('is also what is due after a sending and cannot leave; not while it is being asked about', async () => {
    const due = (id: number, sends: number): OutboxRow => unknown(id, { state: 'due', sends, nextAt: noon, signedIn: false })
    const window = await openWindow(mainWith(due(1, 1), due(2, 0), unknown(3, { nextAt: null })), '/outbox')
    expect([1, 2, 3].map((id) => acts(window, id))).toEqual([['Stop trying'], ['Undo'], ['Stop asking']])
    expect(item(window, 3).querySelector('button')?.disabled).toBe(true)
  })

  it('is stopped with one press where it is several', async () => {
    const main = mainWith(unknown(1), unknown(2, { vainSince: noon }), unknown(3), unknown(4, { nextAt: null }))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Stop asking about 2'))
    await window.wait(400)
    expect(main.inputOf('outbox.stopAsking')).toEqual({ ids: [1, 3] })
    expect(window.text()).toContain('2 stopped: nothing was sent, you decide')
    expect(window.text()).not.toContain('Stop asking about')
  })

  it('asks before money moves twice', async () => {
    const window = await openWindow(mainWith(outboxRow(1, order(1), { kind: 'refund', reasonCode: 2, note: null }, { state: 'conflict', sends: 1, sentAt: noon, trouble: { code: 'not_found_out', message: null, joomCode: null, requestId: null } })), '/outbox')
    expect(acts(window, 1)).toEqual(['Open order', 'Send refund again', 'Keep Joom’s'])
    expect(item(window, 1).textContent).toContain('Nobody knows whether the money moved')
  })
})

describe('taking back', () => {
  it('means the newest command with Z, also where its row is far below', async () => {
    const main = mainWith(...Array.from({ length: 150 }, (_, i) => waiting(i + 1, { createdAt: noon - 5000 })), waiting(200, { createdAt: noon - 9000, leavesAt: noon + 25_000 }))
    const window = await openWindow(main, '/outbox')
    await window.press('z')
    await window.wait(100)
    expect(main.inputsOf('outbox.undo')[0]).toEqual({ ids: [200] })
  })

  it.each([[5, '7 had left already, 5 taken back.'], [0, '12 had left already, 0 taken back.']])('of all says how many had left: %i taken back of 12', async (undone, words) => {
    const main = mainWith(...Array.from({ length: 12 }, (_, i) => waiting(i + 1)))
    main.answers.set('outbox.undoAll', () => undone)
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Undo all 12'))
    await window.wait(200)
    expect(window.text()).toContain(words)
    expect(window.text()).not.toContain('Nothing was sent.')
  })
})

it('a story keeps the order of its history where the clock was set back, with each reading in its place', () => {
  const happened = (id: number, kind: string, at: number): HistoryEntry => ({ id, at, kind, params: {}, actor: null })
  const read = (id: number, at: number) => ({ id, kind: 'read' as const, startedAt: at - 1, endedAt: at, outcome: 'unavailable', detail: null, requestId: null })
  const lines = storyLines({
    history: [happened(4, 'command_seen_done', noon + 9000), happened(3, 'command_unknown', noon + 2000), happened(2, 'command_sent', noon + 1000), happened(1, 'command_written', noon + 24 * hour)],
    attempts: [read(8, noon + 5000), read(7, noon + 3000)]
  })
  expect(lines.map(({ kind, at }) => [kind, at - noon])).toEqual([['command_seen_done', 9000], ['command_read', 5000], ['command_read', 3000], ['command_unknown', 2000], ['command_sent', 1000], ['command_written', 24 * hour]])
})
