import { describe, expect, it, vi } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { FulfilItem } from '../../../../electron/contract/schemas.ts'
import { pickCodeOf } from '../../../../electron/domain/pick-code.ts'
import { FakeMain, noon, orderRow } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'
import { openWithAll } from '../support/open-with-all.ts'

// Drawing pages needs a real browser; what the preview shows is tested with the prints.
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({ warmSheets: () => Promise.resolve(), openSheets: () => Promise.resolve({ pages: 2, ratio: 1.5, draw: () => ({ done: Promise.resolve(true), cancel: () => undefined }), close: () => undefined }) }))
useWindow()

const many = (n: number) => Array.from({ length: n }, (_, i) => orderRow(i + 1))
const numbers = (window: OpenWindow): HTMLInputElement[] => window.all('.parcel .number input') as HTMLInputElement[]
const lines = (window: OpenWindow): string[] => window.all('.parcel').map((line) => line.querySelector('.notes')?.textContent.trim() ?? '')
const sent = (main: FakeMain): readonly FulfilItem[] => main.inputOf<{ items: readonly FulfilItem[] }>('outbox.fulfil').items

const selectAndShip = (main: FakeMain): Promise<OpenWindow> => openWithAll(main, 'F10')
async function paste(field: HTMLElement, text: string): Promise<void> {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: { getData: () => text } })
  field.dispatchEvent(event)
  return Promise.resolve()
}

describe('confirming shipments', () => {
  it('has a row for each order, with the remembered provider and time', async () => {
    const window = await selectAndShip(new FakeMain(many(3)))
    expect(window.find('[role="dialog"]').textContent).toContain('Confirm 3 shipments')
    expect(window.all('.parcel')).toHaveLength(3)
    expect((window.find('#parcels-provider') as HTMLInputElement).value).toBe('DHL')
    expect((window.find('#parcels-time') as HTMLInputElement).value).toBe('7-14')
  })

  it('fills a pasted column downwards from where it was pasted, and says what found no order', async () => {
    const window = await selectAndShip(new FakeMain(many(4)))
    await paste(numbers(window)[1]!, 'AA111\tignored\r\n\r\nCC333\r\nDD444\r\n')
    await window.wait(300)
    expect(numbers(window).map(({ value }) => value)).toEqual(['', 'AA111', '', 'CC333'])
    expect(window.text()).toContain('1 pasted number found no order')
  })

  it('goes to the next row with Enter, as a scanner sends it, and from the last row to the button', async () => {
    const window = await selectAndShip(new FakeMain(many(2)))
    numbers(window)[0]!.focus()
    await window.press('Enter')
    expect(document.activeElement).toBe(numbers(window)[1])
    await window.press('Enter')
    expect(document.activeElement?.textContent).toContain('Confirm 2 shipments')
  })

  it('says beside the row what stands in the way, before anything is sent', async () => {
    const main = new FakeMain(many(4))
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, '9.40E+21')
    await window.type(numbers(window)[1]!, 'RR-12')
    await window.type(numbers(window)[2]!, 'taken1')
    await window.wait(400)
    expect(lines(window)[0]).toContain('A spreadsheet shortened this number')
    expect(lines(window)[1]).toContain('letters and digits only')
    expect(lines(window)[2]).toContain('Order 26VE9999 of Somebody Else has or had this number')
    expect(lines(window)[3]).toBe('')
    expect(numbers(window)[0]!.getAttribute('aria-invalid')).toBe('true')
    await window.press('F10')
    expect(lines(window)[3]).toContain('The tracking number is missing')
    expect(main.countOf('outbox.fulfil')).toBe(0)
  })

  it('blocks one number for two recipients, naming the other, and allows it for one', async () => {
    const same = { sameRecipient: 2, recipientKey: 'same' }
    const main = new FakeMain([orderRow(1, same), orderRow(2, same), orderRow(3)])
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, 'XX1')
    await window.wait(10)
    await window.click(window.button('Use this number for the other order to this recipient'))
    expect(numbers(window).map(({ value }) => value)).toEqual(['XX1', 'XX1', ''])
    expect(lines(window)[0]).toContain('One parcel with 26VE0002')
    await window.type(numbers(window)[2]!, ' xx 1 ')
    await window.wait(300)
    expect(lines(window)[2]).toContain('Order 26VE0001 of Buyer 1 has or had this number')
    await window.press('F10')
    expect(main.countOf('outbox.fulfil')).toBe(0)
  })

  it('warns of what is odd about a number, and sends it all the same', async () => {
    const main = new FakeMain([orderRow(1, { total: '24.50' }), orderRow(2, { total: '2.50' }), orderRow(3)])
    main.settings = { ...main.settings, provider: 'China Post' }
    const window = await selectAndShip(main)
    await paste(numbers(window)[0]!, 'UA473124829CN\nRB123456785GB\nYT1234567890123456')
    await window.wait(300)
    expect(lines(window)[0]).toContain('usually not followed to the buyer')
    expect(lines(window)[1]).toContain('This is a number of the post of United Kingdom')
    expect(lines(window)[2]).toContain('This looks like a number of Yun Express')
    expect(numbers(window)[1]!.getAttribute('aria-invalid')).toBeNull()
    await window.press('F10')
    await window.wait(100)
    expect(sent(main)).toHaveLength(3)
  })

  it('has it said of a number whose check digit is wrong that it stands on the sticker so, and of just that number', async () => {
    const main = new FakeMain(many(2))
    const window = await selectAndShip(main)
    const sure = (): HTMLInputElement | null => document.querySelector('.parcel .tick input')
    await paste(numbers(window)[0]!, 'RB123456785CN\nRB123456786CN')
    await window.wait(300)
    expect(lines(window)[0]).toBe('')
    expect(lines(window)[1]).toContain('The last digit of this number does not fit the others')
    await window.press('F10')
    await window.wait(100)
    expect(main.countOf('outbox.fulfil')).toBe(0)
    expect(window.text()).toContain('1 order needs something first')
    expect(document.activeElement).toBe(numbers(window)[1])
    await window.click(sure()!)
    await window.type(numbers(window)[1]!, 'RB123456784CN')
    expect(sure()!.checked).toBe(false)
    await window.click(sure()!)
    await window.press('F10')
    await window.wait(100)
    expect(sent(main).map(({ trackingNumber, accepted }) => [trackingNumber, accepted])).toEqual([['RB123456785CN', undefined], ['RB123456784CN', ['check_digit']]])
  })

  it('asks the same of a number that is not as the merchant’s own patterns say, from the moment they say so, and anew under another provider', async () => {
    const main = new FakeMain(many(1))
    const window = await selectAndShip(main)
    const sure = (): HTMLInputElement | null => document.querySelector('.parcel .tick input')
    await window.type(numbers(window)[0]!, 'GM12345')
    expect(lines(window)[0]).toBe('')
    main.settings = { ...main.settings, numberMasks: [{ provider: 'DHL', masks: ['GM####'] }, { provider: 'EMS', masks: ['E@#########CN'] }] }
    main.emit('settings.changed', main.settings)
    await window.wait(10)
    expect(lines(window)[0]).toContain('not written as your patterns for DHL say: GM####')
    await window.press('F10')
    await window.wait(100)
    expect(main.countOf('outbox.fulfil')).toBe(0)
    await window.click(sure()!)
    await window.click(window.find('.combo .open'))
    await window.wait(20)
    await window.click(window.all('[role="option"]').find((one) => one.textContent.trim() === 'EMS')!)
    expect(lines(window)[0]).toContain('your patterns for EMS say')
    expect(sure()!.checked).toBe(false)
    await window.click(sure()!)
    await window.press('F10')
    await window.wait(100)
    expect(sent(main)).toMatchObject([{ provider: 'EMS', trackingNumber: 'GM12345', accepted: ['not_in_pattern'] }])
  })

  it('names the provider that has such numbers by the merchant’s own patterns, and sends it all the same', async () => {
    const main = new FakeMain(many(1))
    main.settings = { ...main.settings, numberMasks: [{ provider: 'Ruston', masks: ['RU####'] }, { provider: 'Sunyou Post', masks: ['RU****'] }] }
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, 'RU1234')
    expect(lines(window)[0]).toContain('this is a number of Ruston and Sunyou Post')
    await window.press('F10')
    await window.wait(100)
    expect(sent(main)).toMatchObject([{ provider: 'DHL', trackingNumber: 'RU1234' }])
  })

  it('knows the code of a slip from a tracking number', async () => {
    const main = new FakeMain(many(1))
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, pickCodeOf(4711))
    await window.press('F10')
    expect(lines(window)[0]).toContain('This is a code of a packing slip')
    expect(main.countOf('outbox.fulfil')).toBe(0)
  })

  it('shows the order that has the number, and keeps what was typed', async () => {
    const main = new FakeMain(many(2))
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, 'TAKEN1')
    await window.wait(400)
    main.orders = [...main.orders, orderRow(99, { joomId: '26VE9999', state: 'SHIPPED' })]
    await window.click(window.button('Show order 26VE9999'))
    await window.wait(300)
    expect(document.querySelector('[role="dialog"]')).toBeNull()
    expect(window.find('.side').textContent).toContain('26VE9999')
    await window.press('F10')
    await window.wait(300)
    expect(numbers(window)[0]!.value).toBe('TAKEN1')
  })

  it('sends what was typed, says when it leaves, and Undo takes all of it back', async () => {
    const main = new FakeMain(many(3))
    const window = await selectAndShip(main)
    await paste(numbers(window)[0]!, 'AA1\nBB2\nCC3')
    await window.type(window.find('#parcels-note'), ' thank you ')
    await window.press('F10')
    await window.wait(100)
    expect(sent(main)).toEqual([1, 2, 3].map((id, at) => ({ orderId: id, provider: 'DHL', trackingNumber: ['AA1', 'BB2', 'CC3'][at], shippingTime: '7-14', note: 'thank you' })))
    expect(document.querySelector('[role="dialog"]')).toBeNull()
    expect(document.querySelector('.bulk')).toBeNull()
    expect(window.find('.toast').textContent).toMatch(/3 shipments leave in (29|30) s/)
    await window.wait(10_000)
    expect(window.find('.toast').textContent).toMatch(/leave in (19|20) s/)
    await window.click(window.button('Undo'))
    await window.wait(100)
    expect(main.commands.map(({ state }) => state)).toEqual(['undone', 'undone', 'undone'])
    expect(window.text()).toContain('3 taken back. Nothing was sent.')
  })

  it('says of a rehearsal that it is one, from the first word to the last second', async () => {
    const main = new FakeMain([orderRow(1, { environment: 'rehearsal' })])
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, 'AA1')
    await window.press('F10')
    await window.wait(100)
    expect(window.find('.toast').textContent).toMatch(/^Rehearsal: Shipment leaves in (29|30) s/)
  })

  it('says when the first leaves where late orders leave sooner, and goes on with the rest', async () => {
    const main = new FakeMain(many(3))
    const window = await selectAndShip(main)
    await paste(numbers(window)[0]!, 'AA1\nBB2\nCC3')
    main.answers.set('orders.byIds', ({ ids }: { ids: number[] }) => main.orders.filter(({ id }) => ids.includes(id)).map((row) => ({ ...row, command: row.command === null ? null : { ...row.command, leavesAt: row.command.leavesAt - (row.id === 1 ? 20_000 : 0) } })))
    await window.press('F10')
    await window.wait(100)
    expect(window.find('.toast').textContent).toMatch(/3 shipments leave, the first in (9|10) s/)
    await window.wait(11_000)
    expect(window.find('.toast').textContent).toMatch(/2 shipments leave in (18|19) s/)
    await window.wait(20_000)
    expect(document.querySelector('.toast')).toBeNull()
  })

  it('says honestly when Undo came too late for some', async () => {
    const main = new FakeMain(many(2))
    const window = await selectAndShip(main)
    await paste(numbers(window)[0]!, 'AA1\nBB2')
    await window.press('F10')
    await window.wait(100)
    main.settle(main.commands[0]!.id, 'sending')
    await window.press('z')
    await window.wait(200)
    expect(window.text()).toContain('1 had left already, 1 taken back')
  })

  it('loses nothing that was typed when it fails, nor when it is closed', async () => {
    const main = new FakeMain(many(2))
    main.answers.set('outbox.fulfil', () => { throw new Trouble({ code: 'storage_full' }) })
    const window = await selectAndShip(main)
    await paste(numbers(window)[0]!, 'AA1\nBB2')
    await window.press('F10')
    await window.wait(100)
    expect(window.text()).toContain('The disk is full')
    expect(numbers(window).map(({ value }) => value)).toEqual(['AA1', 'BB2'])
    await window.click(window.button('Cancel'))
    await window.wait(100)
    await window.press('F10')
    await window.wait(300)
    expect(numbers(window).map(({ value }) => value)).toEqual(['AA1', 'BB2'])
  })

  it('keeps the form when main finds a problem at the last moment', async () => {
    const main = new FakeMain(many(2))
    main.answers.set('outbox.fulfil', () => ({ commandIds: [], problems: [{ orderId: 2, code: 'not_approved', field: 'order', other: null }] }))
    const window = await selectAndShip(main)
    await paste(numbers(window)[0]!, 'AA1\nBB2')
    await window.wait(400)
    expect(lines(window)).toEqual(['', ''])
    await window.press('F10')
    await window.wait(400)
    expect(lines(window)).toEqual(['', expect.stringContaining('Joom does not have this order to ship just now')])
  })

  it('is pressed once only: a second press while it runs does nothing', async () => {
    const main = new FakeMain(many(1))
    let finish = (): void => undefined
    main.answers.set('outbox.fulfil', () => new Promise((resolve) => { finish = () => { resolve({ commandIds: [1], problems: [] }) } }))
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, 'AA1')
    await window.press('F10')
    await window.press('F10')
    expect(main.countOf('outbox.fulfil')).toBe(1)
    finish()
    await window.wait(50)
  })

  it('remembers the provider that was chosen for all', async () => {
    const main = new FakeMain(many(1))
    const window = await selectAndShip(main)
    await window.type(numbers(window)[0]!, 'AA1')
    await window.type(window.find('#parcels-time'), '10-20')
    await window.press('F10')
    await window.wait(100)
    expect(main.settings.shippingTime).toBe('10-20')
  })
})

describe('refunding', () => {
  async function selectAndRefund(main: FakeMain): Promise<OpenWindow> {
    const window = await openWindow(main, '/orders')
    window.find('[data-index="0"]').focus()
    await window.press('Enter')
    await window.wait(50)
    await window.click(window.button('Refund $10.10'))
    await window.wait(100)
    return window
  }

  it('says what is at stake and wants a note for another reason', async () => {
    const main = new FakeMain(many(2))
    const window = await selectAndRefund(main)
    const dialog = window.find('[role="dialog"]')
    expect(dialog.textContent).toContain('$10.10 is at stake')
    const other = window.all('[role="dialog"] input[type="radio"]').at(-1) as HTMLInputElement
    other.click()
    await window.wait()
    const submit = [...dialog.querySelectorAll<HTMLButtonElement>('button[type="submit"]')][0]!
    submit.closest('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await window.wait(50)
    expect(main.countOf('outbox.refund')).toBe(0)
    expect(dialog.textContent).toContain('Write a note')
    await window.type(window.find('#refund-note'), 'broken in the store')
    submit.closest('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await window.wait(100)
    expect(main.inputOf('outbox.refund')).toEqual({ items: [{ orderId: 1, reasonCode: -1, note: 'broken in the store' }] })
    expect(window.find('.toast').textContent).toContain('Refund leaves in')
  })
})

describe('correcting tracking numbers', () => {
  it('keeps what was typed while the order that has the number is looked at, apart from what is typed for shipments', async () => {
    const main = new FakeMain([orderRow(1, { state: 'SHIPPED', dueAt: null, trackingNumber: 'OLD1', shippedDate: '2026-11-20' }), orderRow(99, { joomId: '26VE9999', state: 'SHIPPED', dueAt: null })])
    main.answers.set('outbox.modifyTracking', () => ({ commandIds: [], problems: [{ orderId: 1, code: 'tracking_same_elsewhere', field: 'trackingNumber', other: { orderId: 99, joomId: '26VE9999', recipient: null } }] }))
    const window = await openWindow(main, '/orders')
    await window.click(window.button(/^Shipped/))
    await window.wait(100)
    const correct = async (): Promise<void> => {
      window.find('[data-index="0"]').focus()
      await window.press('Enter')
      await window.wait(50)
      await window.click(window.button('Correct tracking'))
      await window.wait(300)
    }
    await correct()
    await window.type(numbers(window)[0]!, 'TAKEN1')
    await window.press('Enter', { ctrlKey: true })
    await window.wait(300)
    await window.click(window.button('Show order 26VE9999'))
    await window.wait(300)
    expect(document.querySelector('[role="dialog"]')).toBeNull()
    await correct()
    expect(numbers(window)[0]!.value).toBe('TAKEN1')
  })

  it('starts with the number and provider that Joom has', async () => {
    const main = new FakeMain([orderRow(1, { state: 'SHIPPED', dueAt: null, trackingNumber: 'OLD1', shippedDate: '2026-11-20' })])
    const window = await openWindow(main, '/orders')
    await window.click(window.button(/^Shipped/))
    await window.wait(100)
    window.find('[data-index="0"]').focus()
    await window.press('Enter')
    await window.wait(50)
    await window.click(window.button('Correct tracking'))
    await window.wait(300)
    expect(numbers(window).map(({ value }) => value)).toEqual(['OLD1'])
    await window.type(numbers(window)[0]!, 'new2')
    await window.press('Enter', { ctrlKey: true })
    await window.wait(100)
    expect(main.inputOf('outbox.modifyTracking')).toEqual({ items: [{ orderId: 1, provider: 'EMS', trackingNumber: 'new2' }] })
  })
})

it('prints what is selected in the order of the list, and comes back with the selection', async () => {
  const main = new FakeMain([orderRow(1, { dueAt: noon + 3000 }), orderRow(2, { dueAt: noon + 2000 }), orderRow(3, { dueAt: noon + 1000 })])
  const window = await openWindow(main, '/orders')
  window.find('[data-index="2"]').focus()
  await window.press(' ')
  window.find('[data-index="0"]').focus()
  await window.press(' ')
  await window.wait(200)
  await window.press('F9')
  await window.wait(300)
  expect(main.inputOf('prints.prepare')).toEqual({ orderIds: [3, 1], paper: 'a4', nth: expect.any(Number) })
  await window.click(window.button('Back to Orders'))
  await window.wait(300)
  expect(window.find('.bulk').textContent).toContain('2 selected')
})
