import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, begin, connectStore, openDemoStore, orderPanel, orderRows, searchFor } from '../support/journey.ts'
import { startQuirkyJoom, type QuirkyJoom } from '../support/quirky-joom.ts'
import type { QuirkyOrder } from '../support/quirky-orders.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let joom: QuirkyJoom
/** An order that Joom forgets in its lists for now. */
let late: QuirkyOrder
beforeAll(async () => {
  joom = await startQuirkyJoom({ open: 4, rest: 2 })
  late = [...joom.orders.values()][2]!
  ;(joom.orders as Map<string, QuirkyOrder>).delete(late.id)
  app = await begin()
  ;({ page } = app)
  await openDemoStore(app)
  await connectStore(page, { name: 'Another Joom', address: joom.address, clientId: joom.clientId, secretKey: joom.clientSecret })
})
afterAll(async () => {
  await app.close()
  remove(app.userData)
  await joom.stop()
})

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const dialog = (): Locator => page.getByRole('dialog')
const field = (): Locator => dialog().getByLabel('Order id, pick code, tracking number or SKU')
const line = (words: string | RegExp): Locator => dialog().getByRole('listitem').filter({ hasText: words })
async function find(text: string): Promise<void> {
  await field().fill(text)
  await dialog().getByRole('button', { name: 'Find order' }).click()
  await dialog().getByRole('listitem').first().waitFor()
}

describe('finding an order', () => {
  it('begins where a search finds nothing, and brings what Joom has and the list had not', async () => {
    await page.keyboard.press('F1')
    await page.getByRole('tab', { name: /^To ship/ }).click()
    ;(joom.orders as Map<string, QuirkyOrder>).set(late.id, late)
    await searchFor(page, late.id)
    await page.getByRole('button', { name: 'Ask Joom for it' }).click()
    expect(await field().inputValue()).toBe(late.id)
    await page.keyboard.press('Enter')
    await line('Joom has the order, and it was not here yet. Now it is.').filter({ hasText: 'Another Joom' }).waitFor()
    await line('Joom does not know this id for this store.').filter({ hasText: 'Demo store' }).waitFor()
    await line('Another Joom').getByRole('button', { name: 'Show it' }).click()
    await orderPanel(page, late.id).getByRole('heading', { name: 'History' }).waitFor()
    expect(await orderRows(page).count()).toBe(1)
  })

  it('can be asked for from anywhere, and says in which view an order stands and why the list hides it', async () => {
    const [shipped] = await ask(page, 'orders.rows', { filter: { ...all, view: 'shipped' }, offset: 0, limit: 1 })
    await page.keyboard.press('F8')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('find an order')
    await page.keyboard.press('Enter')
    await find(shipped!.pickCode)
    await line(`This is the pick code of order ${shipped!.joomId}.`).filter({ hasText: 'It stands in the view “Shipped”.' }).getByRole('button', { name: 'Show it' }).click()
    await orderPanel(page, shipped!.joomId).getByRole('heading', { name: 'History' }).waitFor()
    expect(await page.getByRole('tab', { name: /^Shipped/ }).getAttribute('aria-selected')).toBe('true')
  })

  it('says which stores were asked where none knows it, and takes hostile text for what it is', async () => {
    await page.keyboard.press('Control+f')
    await find('<img src=x onerror=alert(1)>&id=2')
    await dialog().getByText('Joom does not know this id. Asked for: Demo store, Another Joom.').waitFor()
    await page.keyboard.press('Escape')
    expect(app.complaints).toEqual([])
  })
})

describe('disconnecting a store', () => {
  const open = async (): Promise<void> => {
    await page.keyboard.press('F7')
    await page.getByRole('region', { name: 'Stores' }).getByRole('link', { name: 'Another Joom' }).click()
    await page.getByRole('button', { name: 'Disconnect Another Joom' }).click()
  }

  it('waits until its confirmations are settled, and shows the way there', async () => {
    const { id } = (await ask(page, 'orders.rows', { filter: { ...all, search: late.id }, offset: 0, limit: 1 }))[0]!
    await ask(page, 'settings.change', { undoSeconds: 600 })
    const { commandIds } = await ask(page, 'outbox.fulfil', { items: [{ orderId: id, provider: 'China Post', trackingNumber: 'RR473124829CN', shippingTime: '7-21', note: null }] })
    await open()
    await dialog().getByText('1 confirmation of this store has not reached its end.').waitFor()
    expect(await dialog().getByRole('button', { name: 'Disconnect Another Joom' }).isDisabled()).toBe(true)
    await dialog().getByRole('button', { name: 'See the outbox' }).click()
    await page.getByRole('heading', { name: 'Outbox', level: 1 }).waitFor()
    await ask(page, 'outbox.undo', { ids: commandIds })
  })

  it('keeps its orders as a record that is found and read, and nothing is done with', async () => {
    await open()
    await dialog().getByLabel('Keep them as a record').check()
    await dialog().getByRole('button', { name: 'Disconnect Another Joom' }).click()
    await page.getByText('Another Joom disconnected. Its orders stand in the view “All”.').waitFor()
    await page.getByRole('region', { name: 'Disconnected' }).getByText(/orders kept as a record/).waitFor()
    await page.keyboard.press('F1')
    await page.getByRole('tab', { name: /^All/ }).click()
    await searchFor(page, late.id)
    await page.getByText('disconnected', { exact: true }).first().waitFor()
    await orderRows(page).first().click()
    await orderPanel(page, late.id).getByText('The store is disconnected: this is a record').waitFor()
    expect(await orderPanel(page, late.id).getByRole('button', { name: 'Confirm shipment' }).count()).toBe(0)
    await page.getByRole('tab', { name: /^To ship/ }).click()
    await page.getByText('No order fits').waitFor()
  })

  it('offers to take its orders up where it is connected again, so that none stands here twice', async () => {
    const before = await ask(page, 'orders.rows', { filter: all, offset: 0, limit: 500 })
    await page.keyboard.press('F7')
    await page.getByRole('link', { name: 'Connect a store' }).first().click()
    await page.getByLabel('Name').fill('Another Joom again')
    await page.getByLabel('Environment').selectOption({ label: 'Another address' })
    await page.getByLabel('Address', { exact: true }).fill(joom.address)
    await page.getByLabel('Client ID').fill(joom.clientId)
    await page.getByLabel('Secret Key').fill(joom.clientSecret)
    await page.getByRole('button', { name: 'Save and request authorization' }).click()
    await dialog().getByText('Another Joom was connected before').waitFor()
    await dialog().getByRole('button', { name: 'Take up its orders' }).click()
    await page.getByText(/^Joom answers “.*”\. Orders can be read\.$/).waitFor()
    await expect.poll(async () => (await ask(page, 'orders.rows', { filter: { ...all, view: 'to_ship' }, offset: 0, limit: 500 })).filter(({ joomId }) => joomId === late.id)).toHaveLength(1)
    const after = await ask(page, 'orders.rows', { filter: all, offset: 0, limit: 500 })
    expect(after.map(({ joomId, pickCode }) => [joomId, pickCode]).sort()).toEqual(before.map(({ joomId, pickCode }) => [joomId, pickCode]).sort())
  })

  it('erases what its orders tell of people where that is wished: from the list, the file and the saved sheets', async () => {
    const rows = (await ask(page, 'orders.rows', { filter: { ...all, search: 'Guadalupe' }, offset: 0, limit: 10 }))
    const run = await ask(page, 'prints.prepare', { orderIds: rows.map(({ id }) => id), paper: 'a4' })
    const pdf = join(app.userData, 'runs', `${String(run.id)}.pdf`)
    expect(existsSync(pdf)).toBe(true)
    await page.keyboard.press('F7')
    await page.getByRole('region', { name: 'Stores' }).getByRole('link', { name: 'Another Joom again' }).click()
    await page.getByRole('button', { name: 'Disconnect Another Joom again' }).click()
    await dialog().getByLabel('Hide them and erase personal data').check()
    await dialog().getByRole('button', { name: 'Disconnect Another Joom again' }).click()
    await page.getByText('The personal data in its orders is erased.').waitFor()
    await page.getByRole('region', { name: 'Disconnected' }).getByText(/personal data erased/).waitFor()
    await page.keyboard.press('F1')
    await page.getByRole('tab', { name: /^All/ }).click()
    await searchFor(page, 'Guadalupe')
    await page.getByText('No order fits').waitFor()
    expect(existsSync(pdf)).toBe(false)
    expect(app.complaints).toEqual([])
    await app.close()
    for (const name of readdirSync(app.userData).filter((file) => file.startsWith('packbench.db'))) for (const secret of ['Guadalupe', 'guadalupe', '3317 W 51st']) expect(readFileSync(join(app.userData, name)).includes(secret), `${name} tells of ${secret}`).toBe(false)
  })
})
