import { describe, expect, it } from 'vitest'
import type { OutboxRow } from '../../../../electron/contract/schemas.ts'
import { FakeMain, noon, orderRow, outboxRow, shipment, store } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

useWindow()

const order = (id: number) => orderRow(id)
function mainWith(...commands: OutboxRow[]): FakeMain {
  const main = new FakeMain(Array.from({ length: 60 }, (_, i) => order(i + 1)))
  main.commands = commands
  return main
}
const refused = (id: number, part: Partial<OutboxRow> = {}): OutboxRow => outboxRow(id, order(id), shipment('RR1', 'BelPost'), {
  state: 'refused', sentAt: noon - 180_000, sends: 1, trouble: { code: 'refused', message: 'api.bad_request: invalid <b>provider</b>', joomCode: '1000', requestId: '91fe-20c4' }, ...part
})
const waiting = (id: number, part: Partial<OutboxRow> = {}): OutboxRow => outboxRow(id, order(id), shipment(`WW${String(id)}`), { createdAt: noon - 10_000, leavesAt: noon + 20_000, ...part })
const groups = (window: OpenWindow): string[] => window.all('.ob h2').map((head) => head.textContent)
const item = (window: OpenWindow, id: number): HTMLElement => window.find(`[aria-label="Command for order ${order(id).joomId}"]`)

describe('the outbox', () => {
  it('is ordered by how much it needs a person', async () => {
    const window = await openWindow(mainWith(
      outboxRow(5, order(5), shipment('D1'), { state: 'done', settledAt: noon }), outboxRow(4, order(4), shipment('S1'), { state: 'sending', sentAt: noon, sends: 1 }), waiting(3),
      outboxRow(2, order(2), shipment('U1'), { state: 'unknown', sentAt: noon - 120_000, nextAt: noon + 8000, sends: 1 }), refused(1)
    ), '/outbox')
    expect(groups(window)).toEqual(['Needs you', 'Being found out', 'Leaving soon', 'Sending', 'Done'])
    expect(window.text()).toContain('1 needs you · 1 unknown · 1 leaving · 1 to send · 1 done today')
    expect(window.find('.badge').getAttribute('title')).toBe('1 needs you · 1 unknown · 1 leaving · 1 to send')
    expect(window.find('.rail [aria-current="page"] .need').textContent).toBe('1')
    expect(window.find('.rail [aria-current="page"] .vh').textContent).toBe('1 needs you')
    expect(item(window, 2).textContent).toMatch(/asks in (7|8) s · no answer since /)
    expect(item(window, 4).textContent).toContain('cannot be undone')
    expect(window.all('[role="tab"]').map((tab) => tab.textContent.trim())).toEqual(['Now4', 'Done today1', 'All commands5'])
  })

  it('shows the ring empty itself and the seconds go', async () => {
    const window = await openWindow(mainWith(waiting(3)), '/outbox')
    const left = (): number => 100 - Number(item(window, 3).querySelector('.ring .v')?.getAttribute('stroke-dashoffset'))
    const before = left()
    expect(before).toBeGreaterThan(60)
    expect(item(window, 3).textContent).toMatch(/(19|20) s/)
    await window.wait(10_000)
    expect(left()).toBeLessThan(before - 30)
    expect(item(window, 3).textContent).toMatch(/PL(9|10) s/)
  })

  it('offers no second send for what is unknown', async () => {
    const window = await openWindow(mainWith(outboxRow(2, order(2), shipment('U1'), { state: 'unknown', sentAt: noon, nextAt: noon + 8000, sends: 1 })), '/outbox')
    expect([...item(window, 2).querySelectorAll('button')].map((one) => one.textContent.trim())).toEqual(['Ask Joom now'])
  })

  it('says what to do about a no that no correction answers, and about what Joom never saw', async () => {
    const trouble = { code: 'refused', message: 'This order has been fulfilled already', joomCode: '1002', requestId: '91fe-20c5' }
    const window = await openWindow(mainWith(refused(1), refused(2, { trouble }), refused(3, { trouble: { ...trouble, joomCode: '7777', message: 'something new' } }), refused(4, { trouble: { code: 'invalid', message: 'tracking_number: characters', joomCode: null, requestId: null } })), '/outbox')
    expect(item(window, 1).textContent).not.toContain('Ask Joom’s support')
    expect(item(window, 2).textContent).toContain('give this up if it is shipped or refunded by now')
    expect(item(window, 3).textContent).toContain('Ask Joom’s support, and give them the exact words')
    expect(item(window, 4).textContent).toContain('Joom would not accept this, so it was not sent.')
    expect(item(window, 4).textContent).toContain('It holds characters that do not belong there.')
    expect(item(window, 4).textContent).not.toContain('tracking_number: characters')
  })

  it('says of a number that somebody else’s order got meanwhile that nothing was sent, and whose it is', async () => {
    const window = await openWindow(mainWith(refused(1, { sends: 0, sentAt: null, trouble: { code: 'number_taken', message: 'THEIRS01', joomCode: null, requestId: null } })), '/outbox')
    const said = item(window, 1).textContent
    expect(said).toContain('kept back before it left')
    expect(said).toContain('Another recipient’s order has this number by now, so nothing was sent')
    expect(said).toContain('Order THEIRS01 goes to somebody else')
    expect(said).not.toContain('refused')
    expect([...item(window, 1).querySelectorAll('button')].map((one) => one.textContent.trim())).toEqual(expect.arrayContaining(['Give up']))
  })

  it('shows the details of Joom’s no where they say more than its words, and advises by them', async () => {
    const no = (data: string, message = 'api.bad_request') => ({ trouble: { code: 'refused', message, joomCode: '1000', data, requestId: null } })
    const window = await openWindow(mainWith(refused(1, no('tracking_provider')), refused(2, no('2014')), refused(3, no('provider', 'api.bad_request: invalid provider')), refused(4)), '/outbox')
    expect(item(window, 1).textContent).toContain('Details: tracking_provider')
    expect(item(window, 2).textContent).toContain('Joom does not know this order in this store, or no longer')
    expect(item(window, 3).textContent).not.toContain('Details')
    expect(item(window, 4).textContent).not.toContain('Details')
  })

  it('advises by what was asked for, and never to give a request-id that there is none of', async () => {
    const no = (joomCode: string, message: string) => ({ code: 'refused', message, joomCode, requestId: null })
    const main = mainWith(
      outboxRow(1, order(1), { kind: 'modify_tracking', provider: 'EMS', trackingNumber: 'EE473124829CN' }, { state: 'refused', sentAt: noon, sends: 1, trouble: no('1002', 'The tracking number for this order is confirmed already, it cannot be changed.') }),
      outboxRow(2, order(2), { kind: 'refund', reasonCode: 2, note: null }, { state: 'refused', sentAt: noon, sends: 1, trouble: no('1002', 'This order has been refunded already') }),
      refused(3, { trouble: no('4001', 'api.not_found') }), refused(4, { trouble: no('7777', 'something new') })
    )
    const window = await openWindow(main, '/outbox')
    expect(item(window, 1).textContent).toContain('Joom does not let the number of this order be changed any more')
    expect(item(window, 2).textContent).toContain('give this up if it is refunded by now')
    expect(item(window, 3).textContent).toContain('Joom does not know this order in this store, or no longer')
    expect(item(window, 4).textContent).toContain('with the request-id where there is one')
  })

  it('names no amount of a refund where none is known', async () => {
    const window = await openWindow(mainWith(outboxRow(1, { ...order(1), total: null }, { kind: 'refund', reasonCode: 2, note: null }, { leavesAt: noon + 20_000 })), '/outbox')
    expect(item(window, 1).textContent).toContain('Refund the order')
  })

  it('selects what can be tried again only where there is some', async () => {
    const window = await openWindow(mainWith(...[1, 2].map((id) => outboxRow(id, order(id), shipment('C1'), { state: 'conflict', sends: 1, trouble: { code: 'shipped_otherwise', message: null, joomCode: null, requestId: null }, observed: { state: 'SHIPPED', provider: null, trackingNumber: 'C2', at: noon } }))), '/outbox')
    expect(groups(window)).toEqual(['Needs you'])
    expect(window.text()).not.toContain('Select what can be tried again')
  })

  it('takes back the newest with Z, and only outside fields', async () => {
    const main = mainWith(waiting(3, { createdAt: noon - 9000 }), waiting(4, { createdAt: noon - 2000 }), refused(1))
    const window = await openWindow(main, '/outbox')
    window.find('#fix-1-number').focus()
    await window.press('z')
    expect(main.countOf('outbox.undo')).toBe(0)
    ;(document.activeElement as HTMLElement).blur()
    await window.press('z')
    await window.wait(100)
    expect(main.inputOf('outbox.undo')).toEqual({ ids: [4] })
    expect(groups(window)).toEqual(['Needs you', 'Leaving soon'])
  })

  it('takes back all that has not left with one press', async () => {
    const main = mainWith(waiting(3), waiting(4), waiting(5), outboxRow(6, order(6), shipment('S1'), { state: 'sending', sentAt: noon, sends: 1 }))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Undo all 3'))
    await window.wait(200)
    expect(main.inputOf('outbox.undoAll')).toEqual({ connectionId: null, world: null })
    expect(window.text()).toContain('3 taken back. Nothing was sent.')
    expect(groups(window)).toEqual(['Sending'])
  })

  it('lets what is held without a network be taken back too, and says that it is kept', async () => {
    const main = mainWith(outboxRow(6, order(6), shipment('H1'), { state: 'due', nextAt: noon, trouble: { code: 'offline', message: 'ENETDOWN', joomCode: null, requestId: null } }), outboxRow(7, order(7), shipment('H2'), { state: 'due', sends: 1, nextAt: noon }))
    main.holds = [{ connectionId: store, why: 'offline', since: noon - 900_000, until: noon + 8000, kept: 2 }]
    const window = await openWindow(main, '/outbox')
    expect(window.find('.hold').textContent).toMatch(/Off-line since .*\. 2 commands are kept and go on by themselves\. Go on packing\. *tried again in [78] s *Try now/)
    expect(item(window, 6).textContent).toContain('kept, no connection to Joom')
    expect(item(window, 6).textContent).toContain('Undo')
    expect(item(window, 7).textContent).not.toContain('Undo')
  })

  it('says how long the pause is to what was told of it', async () => {
    const main = mainWith(outboxRow(7, order(7), shipment('U2'), { state: 'unknown', sends: 1, sentAt: noon, nextAt: noon + 60_000, trouble: { code: 'throttled', message: null, joomCode: null, requestId: null } }))
    main.holds = [{ connectionId: store, why: 'throttled', since: noon, until: noon + 60_000, kept: 1 }]
    const window = await openWindow(main, '/outbox')
    expect(item(window, 7).textContent).toMatch(/is asked about in .*, after the pause/)
  })

  it.each([['needs_authorization', 'is asked about once the store is signed in'], ['offline', 'is asked about once Joom can be reached'], ['throttled', 'is asked about after the pause that Joom asked for']] as const)('promises no question about what is unknown while nobody is asked: %s', async (why, words) => {
    const main = mainWith(outboxRow(7, order(7), shipment('U2'), { state: 'unknown', sends: 1, reads: 3, seen: 2, sentAt: noon, nextAt: noon - 1000 }))
    main.holds = [{ connectionId: store, why, since: noon - 900_000, until: noon + 8000, kept: 1 }]
    const window = await openWindow(main, '/outbox')
    expect(item(window, 7).textContent).toContain(words)
    expect(item(window, 7).textContent).not.toContain('again in')
    expect(window.find('.badge').textContent).toContain('1 kept')
    expect(window.find('.hold').textContent).toContain('1 command is kept and goes on')
  })

  it('says what the worker holds for a store that keeps failing, until when, and tries it now where a person wants', async () => {
    const main = mainWith(outboxRow(6, order(6), shipment('H1'), { state: 'due', nextAt: noon }), outboxRow(7, order(7), shipment('H2'), { state: 'unknown', sends: 1, reads: 3, seen: 2, sentAt: noon, nextAt: noon + 272_000 }), outboxRow(8, order(8), shipment('H3'), { state: 'unknown', sends: 1, reads: 12, sentAt: noon, nextAt: noon + 272_000 }))
    main.holds = [{ connectionId: store, why: 'failing', since: noon - 60_000, until: noon + 125_000, kept: 1 }]
    const window = await openWindow(main, '/outbox')
    expect(window.find('.badge').textContent).toContain('Joom fails, 1 kept')
    expect(window.find('.hold').textContent).toMatch(/Joom keeps failing for the store, since .*1 command is kept; what is unknown is still found out\. *tried again in 2:0[45] min/)
    expect(item(window, 6).textContent).toContain('kept, Joom keeps failing')
    expect(item(window, 7).textContent).toMatch(/asked 3 times, again in 4:3[12] min/)
    expect(item(window, 8).textContent).toMatch(/asked 12 times, lately without an answer, again in 4:3[12] min/)
    await window.click(window.button('Try now'))
    await window.wait(50)
    expect(main.inputOf('outbox.tryNow')).toEqual({ connectionId: store })
    main.holds = [{ connectionId: store, why: 'throttled', since: noon, until: noon + 9000, kept: 1 }]
    main.changed()
    await window.wait(500)
    expect(window.find('.hold').textContent).toContain('Joom asked the store for a pause')
    expect(window.find('.hold').querySelector('button')).toBeNull()
  })

  it.each([['storage_full', 'disk full', 'The disk is full, so nothing new can be kept.'], ['storage_locked', 'data in use elsewhere', 'Another program holds Packbench’s data.']] as const)('says why nothing can be written down, on every screen, until it can again: %s', async (storage, badge, words) => {
    const main = mainWith(outboxRow(6, order(6), shipment('H1'), { state: 'due', nextAt: noon }), refused(1))
    const window = await openWindow(main, '/outbox')
    main.storage = storage
    main.changed()
    await window.wait(500)
    expect(window.find('.badge').textContent).toBe(badge)
    expect(window.find('.hold').textContent).toContain(words)
    main.storage = null
    main.changed()
    await window.wait(500)
    expect(window.find('.badge').textContent).toContain('1 needs you')
    expect(window.all('.hold')).toHaveLength(0)
  })

  it('asks Joom about all that is unknown with one press', async () => {
    const unknown = (id: number): OutboxRow => outboxRow(id, order(id), shipment(`U${String(id)}`), { state: 'unknown', sentAt: noon, nextAt: noon + 8000, sends: 1 })
    const main = mainWith(unknown(1), unknown(2))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Ask Joom about all 2'))
    await window.wait(50)
    expect(main.inputOf('outbox.askAll')).toEqual({ connectionId: null, world: null })
    expect(window.text()).toContain('Joom is asked about 2 commands')
  })

  it('says where it stands when all is sent', async () => {
    const window = await openWindow(mainWith(), '/outbox')
    expect(window.text()).toContain('Nothing waits here')
  })

  it('moves with the arrows past the heads, and Enter tells the story', async () => {
    const window = await openWindow(mainWith(waiting(3), outboxRow(5, order(5), shipment('D1'), { state: 'done', settledAt: noon })), '/outbox')
    item(window, 3).focus()
    await window.press('ArrowDown')
    expect(document.activeElement).toBe(item(window, 5))
    await window.press('Home')
    expect(document.activeElement).toBe(item(window, 3))
    await window.press('Enter')
    await window.wait(50)
    const story = window.find('.side').textContent
    expect(story).toContain('Shipment confirmed: DHL, X1')
    expect(story).toContain('Nothing was sent yet')
    await window.press('Escape')
    expect(document.querySelector('.side')).toBeNull()
  })

  it('holds a hundred thousand commands', async () => {
    const main = mainWith()
    main.answers.set('outbox.summary', () => ({ needsYou: 0, unknown: 0, waiting: 0, due: 0, sending: 0, doneToday: 0, all: 100_000, nextLeavesAt: null, newest: null, holds: [], storage: null, now: noon }))
    main.answers.set('outbox.rows', ({ offset, limit }: { offset: number; limit: number }) => Array.from({ length: limit }, (_, i) => outboxRow(offset + i + 1, order(1), shipment('D'), { state: 'done', settledAt: noon })))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button(/^All commands/))
    await window.wait(200)
    expect(window.all('.item').length).toBeGreaterThan(2)
    expect(window.all('.item').length).toBeLessThan(60)
  })
})

describe('what Joom refused', () => {
  it('is quoted word for word, inert, with its code and request-id', async () => {
    const window = await openWindow(mainWith(refused(1)), '/outbox')
    expect(item(window, 1).textContent).toContain('api.bad_request: invalid <b>provider</b>')
    expect(item(window, 1).querySelector('.says b')).toBeNull()
    expect(item(window, 1).textContent).toContain('Joom, code 1000 · request-id 91fe-20c4')
    expect(item(window, 1).textContent).toContain('The order is not shipped at Joom. Nothing was sent twice.')
    expect(item(window, 1).textContent).toContain('“BelPost” is not in Joom’s list')
  })

  it('keeps what is typed, and the cursor, while news arrive', async () => {
    const main = mainWith(refused(1), refused(2))
    const window = await openWindow(main, '/outbox')
    const field = window.find('#fix-2-number')
    field.focus()
    await window.type(field, 'NEW99')
    main.commands = [refused(1), refused(2), refused(8), waiting(3)]
    main.changed()
    await window.wait(500)
    expect(groups(window)).toEqual(['Needs you', 'Leaving soon'])
    expect((window.find('#fix-2-number') as HTMLInputElement).value).toBe('NEW99')
    expect(document.activeElement).toBe(window.find('#fix-2-number'))
    main.settle(1, 'closed')
    main.changed()
    await window.wait(500)
    expect((window.find('#fix-2-number') as HTMLInputElement).value).toBe('NEW99')
    expect(document.activeElement).toBe(window.find('#fix-2-number'))
  })

  it('is sent again with what was changed only', async () => {
    const main = mainWith(refused(1))
    const window = await openWindow(main, '/outbox')
    await window.type(window.find('#fix-1-number'), 'NEW99')
    item(window, 1).querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await window.wait(100)
    expect(main.inputOf('outbox.correct')).toEqual({ id: 1, trackingNumber: 'NEW99' })
    expect(window.text()).toContain('The correction leaves in 30 s')
  })

  it('shows what still stands in the way in the same place and keeps the form', async () => {
    const main = mainWith(refused(1))
    main.answers.set('outbox.correct', () => ({ commandIds: [], problems: [{ orderId: 1, code: 'provider_unknown', field: 'provider', other: null }] }))
    const window = await openWindow(main, '/outbox')
    await window.type(window.find('#fix-1-number'), 'NEW99')
    item(window, 1).querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await window.wait(100)
    expect(item(window, 1).textContent).toContain('Choose a provider from Joom’s list')
    expect((window.find('#fix-1-number') as HTMLInputElement).value).toBe('NEW99')
  })

  it('is not sent again with a number that was probably read wrong until a person says that it is right', async () => {
    const main = mainWith(refused(1), refused(2))
    const window = await openWindow(main, '/outbox')
    const submit = (): boolean => item(window, 1).querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await window.type(window.find('#fix-1-number'), 'RB123456786CN')
    expect(item(window, 1).textContent).toContain('The last digit of this number does not fit the others')
    submit()
    await window.wait(100)
    await window.click(window.button('Select what can be tried again'))
    await window.click(window.button('Try 2 again'))
    await window.wait(400)
    expect(main.countOf('outbox.correct')).toBe(0)
    expect(main.inputOf('outbox.correctAll')).toEqual({ corrections: [{ id: 2 }] })
    expect(window.text()).toContain('1 cannot be given again')
    await window.click(item(window, 1).querySelector<HTMLElement>('.tick input')!)
    submit()
    await window.wait(100)
    expect(main.inputOf('outbox.correct')).toEqual({ id: 1, trackingNumber: 'RB123456786CN', accepted: ['check_digit'] })
  })

  it('asks the same where only the provider was chosen anew, and the number is not as the merchant’s patterns for it say', async () => {
    const main = mainWith(refused(1))
    main.settings = { ...main.settings, numberMasks: [{ provider: 'BelPost', masks: ['BP#'] }, { provider: 'Ruston', masks: ['RU####'] }] }
    const window = await openWindow(main, '/outbox')
    const submit = (): boolean => item(window, 1).querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    // As it was sent it was accepted then.
    expect(item(window, 1).querySelector('.tick')).toBeNull()
    await window.click(item(window, 1).querySelector<HTMLElement>('.combo .open')!)
    await window.wait(20)
    await window.click(window.all('[role="option"]').find((one) => one.textContent.trim() === 'Ruston')!)
    expect(item(window, 1).textContent).toContain('not written as your patterns for Ruston say: RU####')
    submit()
    await window.wait(100)
    expect(main.countOf('outbox.correct')).toBe(0)
    await window.click(item(window, 1).querySelector<HTMLElement>('.tick input')!)
    submit()
    await window.wait(100)
    expect(main.inputOf('outbox.correct')).toEqual({ id: 1, provider: 'Ruston', accepted: ['not_in_pattern'] })
  })

  it('keeps what was typed while a person looks at the order that stands in the way', async () => {
    const main = mainWith(refused(1))
    main.answers.set('outbox.correct', () => ({ commandIds: [], problems: [{ orderId: 1, code: 'tracking_same_elsewhere', field: 'trackingNumber', other: { orderId: 7, joomId: order(7).joomId, recipient: 'Buyer 7' } }] }))
    const window = await openWindow(main, '/outbox')
    await window.type(window.find('#fix-1-number'), 'NEW99')
    item(window, 1).querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await window.wait(100)
    await window.click(window.button(`Show order ${order(7).joomId}`))
    await window.wait(300)
    expect(window.find('h1').textContent).toBe('Orders')
    expect(window.find('.side').textContent).toContain(order(7).joomId)
    await window.press('F3')
    await window.wait(300)
    expect((window.find('#fix-1-number') as HTMLInputElement).value).toBe('NEW99')
    expect(item(window, 1).textContent).toContain('of Buyer 7 has or had this number')
  })

  it('can be given up', async () => {
    const main = mainWith(refused(1))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Give up'))
    await window.wait(300)
    expect(main.inputOf('outbox.giveUp')).toEqual({ id: 1 })
    expect(groups(window)).toEqual([])
  })
})

describe('several at once', () => {
  const kept = (id: number, part: Partial<OutboxRow> = {}): OutboxRow => outboxRow(id, order(id), shipment(`K${String(id)}`), { state: 'due', nextAt: noon, ...part })
  const box = (window: OpenWindow, id: number): HTMLInputElement => item(window, id).querySelector<HTMLInputElement>('input[type="checkbox"]')!
  const bar = (window: OpenWindow): string => window.find('.bulk').textContent.replace(/\s+/g, ' ')

  it('says of what was only rehearsed that it was', async () => {
    const main = mainWith(refused(1, { environment: 'rehearsal' }), refused(2, { environment: 'rehearsal' }), waiting(4, { environment: 'rehearsal' }))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Select what can be tried again'))
    await window.wait(50)
    await window.click(window.button('Try 2 again'))
    await window.wait(400)
    expect(window.text()).toContain('Rehearsal: 2 leave in 30 s')
    await window.press('z')
    await window.wait(200)
    expect(window.text()).toMatch(/Rehearsal: Taken back/)
  })

  it('gives the refused again as they stand in their fields, and keeps what cannot be with its reason beside it', async () => {
    const main = mainWith(refused(1), refused(2), refused(3), waiting(4))
    const window = await openWindow(main, '/outbox')
    expect(item(window, 4).querySelector('input[type="checkbox"]')).toBeNull()
    await window.type(window.find('#fix-1-number'), 'NEW99')
    await window.type(window.find('#fix-2-number'), 'TAKEN1')
    await window.click(window.button('Select what can be tried again'))
    await window.wait(50)
    expect(bar(window)).toContain('3 selected3 refused')
    await window.click(box(window, 3))
    await window.click(window.button('Try 2 again'))
    await window.wait(400)
    expect(main.inputOf('outbox.correctAll')).toEqual({ corrections: [{ id: 1, trackingNumber: 'NEW99' }, { id: 2, trackingNumber: 'TAKEN1' }] })
    expect(window.text()).toContain('1 leaves in 30 s · 1 cannot be given again')
    expect(item(window, 2).textContent).toContain('26VE9999')
    expect(bar(window)).toContain('1 selected')
    expect(box(window, 2).checked).toBe(true)
  })

  it('looks once more at what could not be read, and leaves it as it is at Joom; never a refund, nor where two truths meet', async () => {
    const unread = (id: number, part: Partial<OutboxRow> = {}) => outboxRow(id, order(id), shipment(`N${String(id)}`), { state: 'conflict', trouble: { code: 'not_read', message: 'Maintenance', joomCode: '9999', requestId: null }, ...part })
    const main = mainWith(unread(1), unread(2, { trouble: { code: 'not_found_out', message: null, joomCode: null, requestId: null }, sends: 1 }), unread(3, { intent: { kind: 'refund', reasonCode: 2, note: null } }), unread(4, { trouble: { code: 'shipped_otherwise', message: null, joomCode: null, requestId: null } }))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Select what can be tried again'))
    await window.wait(50)
    expect(bar(window)).toContain('2 selected2 not read')
    for (const id of [3, 4]) expect(item(window, id).querySelector('input[type="checkbox"]')).toBeNull()
    await window.click(window.button('Try 2 again'))
    await window.wait(400)
    expect(main.inputsOf('outbox.resolve')).toEqual([{ id: 1, choice: 'send_ours' }, { id: 2, choice: 'send_ours' }])
    expect(window.text()).toContain('2 leave in 30 s')
    await window.click(window.button('Select what can be tried again'))
    await window.wait(50)
    await window.click(window.button('Give up 2'))
    await window.wait(400)
    expect(main.inputsOf('outbox.resolve').slice(2)).toEqual([{ id: 1, choice: 'keep_joom' }, { id: 2, choice: 'keep_joom' }])
  })

  it('is chosen with Space and Ctrl+A, and let go with Escape before the story is closed', async () => {
    const main = mainWith(refused(1), refused(2))
    const window = await openWindow(main, '/outbox')
    item(window, 1).focus()
    await window.press('Enter')
    await window.press(' ')
    expect(bar(window)).toContain('1 selected')
    await window.press('a', { ctrlKey: true })
    expect(bar(window)).toContain('2 selected')
    await window.press('Escape')
    expect(document.querySelector('.bulk')).toBeNull()
    expect(document.querySelector('.side')).not.toBeNull()
  })

  it('tries the stores of what is kept now, and takes back what was never sent', async () => {
    const main = mainWith(refused(1), kept(6), kept(7, { sends: 1 }))
    main.holds = [{ connectionId: store, why: 'offline', since: noon, until: noon + 8000, kept: 2 }]
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Select all kept'))
    await window.wait(50)
    await window.click(window.button('Try 2 again'))
    await window.wait(50)
    expect(main.inputOf('outbox.tryNow')).toEqual({ connectionId: store })
    expect(main.countOf('outbox.correctAll')).toBe(0)
    await window.press('a', { ctrlKey: true })
    expect(bar(window)).toContain('3 selected1 refused · 2 kept')
    await window.click(window.button('Give up 2'))
    await window.wait(300)
    expect(main.inputOf('outbox.giveUpAll')).toEqual({ ids: [1] })
    expect(main.inputOf('outbox.undo')).toEqual({ ids: [6] })
  })

  it('lets go of what moved on by itself', async () => {
    const main = mainWith(refused(1), refused(2))
    const window = await openWindow(main, '/outbox')
    await window.click(window.button('Select what can be tried again'))
    await window.wait(50)
    main.settle(1, 'closed')
    main.changed()
    await window.wait(500)
    expect(bar(window)).toContain('1 selected')
  })
})

describe('the story', () => {
  it('tells each request for a command in words, with its request-id', async () => {
    const row = outboxRow(2, order(2), shipment('U1'), { state: 'unknown', sentAt: noon - 120_000, nextAt: noon + 8000, sends: 1, reads: 2 })
    const main = mainWith(row)
    main.answers.set('outbox.story', () => ({
      row, history: [{ id: 2, at: noon - 60_000, kind: 'command_unknown', params: { reason: 'unknown_outcome', message: 'HTTP 502', requestId: 'req-1' }, actor: null }, { id: 1, at: noon - 61_000, kind: 'command_sent', params: { time: 1 }, actor: null }],
      attempts: [
        { id: 9, kind: 'read', startedAt: noon - 1000, endedAt: null, outcome: null, detail: null, requestId: null }, { id: 8, kind: 'read', startedAt: noon - 20_000, endedAt: noon - 19_000, outcome: 'unavailable', detail: 'HTTP 503', requestId: 'req-3' },
        { id: 7, kind: 'read', startedAt: noon - 41_000, endedAt: noon - 40_000, outcome: 'ok', detail: 'APPROVED', requestId: 'req-2' }, { id: 6, kind: 'send', startedAt: noon - 61_000, endedAt: noon - 60_000, outcome: 'unknown', detail: 'HTTP 502', requestId: 'req-1' }
      ],
      tally: { sends: 1, reads: 612 }
    }))
    const window = await openWindow(main, '/outbox')
    await window.click(item(window, 2))
    await window.wait(50)
    const told = window.all('.side .line li').map((one) => one.textContent.replace(/\s+/g, ' '))
    expect(told).toHaveLength(5)
    expect(told[1]).toMatch(/Joom was asked and gave no answer ?HTTP 503 ?request-id req-3/)
    expect(told[2]).toMatch(/it still has it to ship.*request-id req-2/)
    expect(told[3]).toMatch(/No answer.*HTTP 502.*request-id req-1/)
    expect(window.find('.side .tally').textContent).toBe('sent once · read back 612 times')
    await window.click(window.all('.side .line [aria-label="Copy the request-id"]')[1]!)
    expect(main.inputOf('app.copy')).toEqual({ text: 'req-2' })
  })
})

describe('two truths', () => {
  const conflict = (part: Partial<OutboxRow>): OutboxRow => outboxRow(1, order(1), shipment('OURS1'), { state: 'conflict', sentAt: noon - 60_000, sends: 1, trouble: { code: 'shipped_otherwise', message: null, joomCode: null, requestId: null }, observed: { state: 'SHIPPED', provider: 'EMS', trackingNumber: 'THEIRS2', at: noon }, ...part })

  it('stand side by side until a person chooses', async () => {
    const main = mainWith(conflict({}))
    const window = await openWindow(main, '/outbox')
    expect(item(window, 1).textContent).toContain('OURS1')
    expect(item(window, 1).textContent).toContain('THEIRS2')
    await window.click(window.button('Send ours'))
    await window.wait(50)
    expect(main.inputOf('outbox.resolve')).toEqual({ id: 1, choice: 'send_ours' })
  })

  it('offer nothing of ours to send over a refunded order', async () => {
    const window = await openWindow(mainWith(conflict({ trouble: { code: 'refunded_meanwhile', message: null, joomCode: null, requestId: null }, observed: { state: 'REFUNDED', provider: null, trackingNumber: null, at: noon } })), '/outbox')
    expect([...item(window, 1).querySelectorAll('.below button')].map((one) => one.textContent.trim())).toEqual(['Keep Joom’s'])
    expect(item(window, 1).textContent).toContain('Do not send the parcel')
  })

  const acts = (window: OpenWindow): string[] => [...item(window, 1).querySelectorAll('.below button')].map((one) => one.textContent.trim())
  const stopped = (part: Partial<OutboxRow>): OutboxRow => conflict({ sends: 0, sentAt: null, ...part })
  const trouble = (code: string) => ({ code, message: null, joomCode: null, requestId: null })

  it('show what changed before it left, and let it go all the same', async () => {
    const main = mainWith(stopped({ trouble: trouble('order_changed'), observed: { state: 'APPROVED', provider: null, trackingNumber: null, at: noon, changed: [{ field: 'address', before: 'Old Street 1', after: 'New Street 2' }, { field: 'quantity', before: '1', after: '3' }] } }))
    const window = await openWindow(main, '/outbox')
    expect(item(window, 1).textContent).toMatch(/Old Street 1.*New Street 2.*Quantity.*1.*3/)
    expect(item(window, 1).textContent).toContain('nothing was sent')
    expect(item(window, 1).textContent).not.toContain('You sent')
    expect(acts(window)).toEqual(['Send all the same', 'Keep Joom’s'])
    await window.click(window.button('Send all the same'))
    await window.wait(50)
    expect(main.inputOf('outbox.resolve')).toEqual({ id: 1, choice: 'send_ours' })
  })

  it.each(['REFUNDED', 'OTHER'] as const)('leave only closing where it became %s before it left', async (state) => {
    const window = await openWindow(mainWith(stopped({ trouble: trouble('refunded_meanwhile'), observed: { state, provider: null, trackingNumber: null, at: noon, changed: [{ field: 'state', before: 'APPROVED', after: state }] } })), '/outbox')
    expect(acts(window)).toEqual(['Keep Joom’s'])
    expect(item(window, 1).textContent).toContain('before this left, so nothing was sent')
    expect(item(window, 1).textContent).toContain('Nothing of it leaves any more')
    expect(item(window, 1).textContent).not.toContain('until you choose')
  })

  it('name a state that is Joom’s own by Joom’s word', async () => {
    const window = await openWindow(mainWith(stopped({ trouble: trouble('changed_otherwise'), stateWord: 'cancelledByJoom', observed: { state: 'OTHER', provider: null, trackingNumber: null, at: noon, changed: [{ field: 'state', before: 'APPROVED', after: 'OTHER' }] } })), '/outbox')
    expect(item(window, 1).textContent.match(/“cancelledByJoom”/g)).toHaveLength(2)
    expect(item(window, 1).textContent).not.toContain('not known')
  })

  it('let a shipment be confirmed again after a review, or kept as Joom has it', async () => {
    const main = mainWith(conflict({ trouble: trouble('review_meanwhile'), observed: { state: 'REQUIRE_REVIEW', provider: null, trackingNumber: null, at: noon } }))
    const window = await openWindow(main, '/outbox')
    expect(acts(window)).toEqual(['Confirm again', 'Keep Joom’s'])
    expect(item(window, 1).textContent).toContain('Hold the parcel until the review ends; then confirm it again')
    await window.click(window.button('Confirm again'))
    await window.wait(50)
    expect(main.inputOf('outbox.resolve')).toEqual({ id: 1, choice: 'send_ours' })
  })

  it('say where the order could not be read, and try again', async () => {
    const window = await openWindow(mainWith(stopped({ trouble: trouble('not_read'), observed: null })), '/outbox')
    expect(item(window, 1).textContent).toContain('not known')
    expect(acts(window)).toContain('Try again')
  })
})
