import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { FoundHere, FoundOrder, StoreVerdict } from '../../../../electron/contract/schemas.ts'
import type { ConnectionId, OrderId } from '../../../../electron/domain/ids.ts'
import { FakeMain, orderRow, store } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

useWindow()

const second = 2 as ConnectionId
const here = (part: Partial<FoundHere> = {}): FoundHere => ({ orderId: 1 as OrderId, connectionId: store, storeName: 'Nordlicht', joomId: '26VE0001', by: 'id', view: 'to_ship', why: null, fetched: false, ...part })
const verdict = (part: Partial<StoreVerdict> = {}): StoreVerdict => ({ connectionId: store, name: 'Nordlicht', kind: 'known', raw: null, error: null, requestId: 'r-1', ...part })

/** A window in which Find order has answered so. */
async function found(answer: Partial<FoundOrder>, text = '26VE0001'): Promise<{ window: OpenWindow; main: FakeMain; dialog: HTMLElement }> {
  const main = new FakeMain([orderRow(1), orderRow(2, { state: 'SHIPPED' })])
  main.answers.set('orders.find', () => ({ text, here: [], stores: [], ...answer }))
  const window = await openWindow(main, '/orders')
  await window.press('f', { ctrlKey: true })
  await window.wait(50)
  const dialog = window.find('[role="dialog"]')
  await window.type(window.find('[role="dialog"] input'), text)
  await window.click(window.button('Find order'))
  await window.wait(20)
  return { window, main, dialog }
}

describe('Find order', () => {
  it('asks for what was typed, in all stores, and with the list that is shown', async () => {
    const { main } = await found({ here: [here()], stores: [verdict()] }, '  26VE0001 ')
    expect(main.inputOf('orders.find')).toEqual({ text: '26VE0001', connectionId: null, filter: { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } })
  })

  it('opens from any screen by the palette, and from a search that finds nothing with what was searched for', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/settings')
    await window.press('k', { ctrlKey: true })
    await window.wait(50)
    await window.type(window.find('[role="dialog"] [role="combobox"]'), 'find an order')
    await window.press('Enter')
    await window.wait(50)
    expect(window.find('[role="dialog"] h2').textContent).toBe('Find an order')
    expect(window.find('h1').textContent).toBe('Orders')
    await window.press('Escape')
    await window.type(window.find('#orders-search'), 'ZZZ-9')
    await window.wait(300)
    await window.click(window.button('Ask Joom for it'))
    await window.wait(20)
    expect((window.find('[role="dialog"] input') as HTMLInputElement).value).toBe('ZZZ-9')
  })

  it.each<[string, Partial<FoundOrder>, string[]]>([
    ['here and shown', { here: [here()], stores: [verdict()] }, ['The order is here. The list shows it.']],
    ['in another view', { here: [here({ why: 'other_view', view: 'shipped' })], stores: [verdict()] }, ['It stands in the view “Shipped”.']],
    ['hidden by a filter', { here: [here({ why: 'filtered' })], stores: [verdict()] }, ['A filter or the search hides it.']],
    ['under another store', { here: [here({ why: 'other_store', connectionId: second, storeName: 'Second' })], stores: [verdict({ kind: 'unknown' })] }, ['Joom does not know this id for this store.', 'Second', 'the list shows another one']],
    ['fetched now', { here: [here({ fetched: true })], stores: [verdict()] }, ['was not here yet. Now it is.']],
    ['gone at Joom', { here: [here()], stores: [verdict({ kind: 'unknown' })] }, ['although Joom does not know it for this store any more']],
    ['nowhere', { stores: [verdict({ kind: 'unknown' }), verdict({ kind: 'unknown', connectionId: second, name: 'Second' })] }, ['Joom does not know this id. Asked for: Nordlicht, Second.']],
    ['not understood', { here: [here()], stores: [verdict({ kind: 'unreadable', raw: '{"Order":{"state":7}}' })] }, ['in a form that is not understood', '{"Order":{"state":7}}']],
    ['not to be asked for', { stores: [verdict({ kind: 'failed', error: { code: 'unavailable', params: { problem: 'proxy', address: 'https://api.example' }, detail: '407', requestId: 'r-9' } })] }, ['The proxy of this network did not let the request through', '407', 'r-9']],
    ['a pick code', { here: [here({ by: 'pick_code' })], stores: [verdict({ kind: 'unknown' })] }, ['This is the pick code of order 26VE0001.']],
    ['without a store to ask', {}, ['No store is connected that could be asked.']]
  ])('says in words that it is %s', async (_name, answer, words) => {
    const { dialog } = await found(answer)
    for (const part of words) expect(dialog.textContent).toContain(part)
  })

  it('shows what it found: the view changes, and the order opens', async () => {
    const { window, main } = await found({ here: [here({ orderId: 2 as OrderId, why: 'other_view', view: 'shipped' })], stores: [verdict()] })
    await window.click(window.button('Show it'))
    await window.wait(300)
    expect(window.all('[role="dialog"]')).toHaveLength(0)
    expect(window.find('[role="tab"][aria-selected="true"]').textContent).toContain('Shipped')
    expect(main.inputOf('orders.get')).toEqual({ id: 2 })
  })

  it('leads many orders of one SKU to the search', async () => {
    const { window, main } = await found({ here: Array.from({ length: 8 }, (_, n) => here({ orderId: n as OrderId, by: 'sku' })), stores: [] }, 'MUG')
    await window.click(window.button('Show them all'))
    await window.wait(300)
    expect(main.inputOf<{ filter: unknown }>('orders.rows').filter).toMatchObject({ view: 'all', search: 'MUG' })
  })

  it('takes hostile text for text, and forgets an answer once another text is typed', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    const { window, dialog } = await found({ here: [here({ joomId: evil, by: 'sku', storeName: evil })], stores: [verdict({ name: evil, kind: 'unreadable', raw: evil })] }, evil)
    expect(dialog.querySelector('img')).toBeNull()
    expect(dialog.textContent).toContain(evil)
    await window.type(window.find('[role="dialog"] input'), 'x')
    expect(dialog.querySelectorAll('li')).toHaveLength(0)
  })

  it('says where it could not be asked at all', async () => {
    const main = new FakeMain([])
    main.answers.set('orders.find', () => { throw new Trouble({ code: 'storage_full' }) })
    const window = await openWindow(main, '/orders')
    await window.press('f', { ctrlKey: true })
    await window.wait(50)
    await window.type(window.find('[role="dialog"] input'), 'x')
    await window.click(window.button('Find order'))
    await window.wait(20)
    expect(window.find('[role="dialog"] [role="alert"]').textContent).toContain('The disk is full')
  })
})
