import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, begin, searchFor } from '../support/journey.ts'
import { startQuirkyJoom, type QuirkyJoom } from '../support/quirky-joom.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let joom: QuirkyJoom
beforeAll(async () => {
  joom = await startQuirkyJoom()
  app = await begin({ settings: { undoSeconds: 0 } })
  ;({ page } = app)
})
afterAll(async () => {
  expect(app.complaints).toEqual([])
  await app.close()
  remove(app.userData)
  await joom.stop()
})

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
const toShip = { ...all, view: 'to_ship' } as const
/** The changes that the server made to an order. */
const made = (id: string): readonly string[] => joom.changes.filter((change) => change.id === id && change.done).map((change) => change.path.replace(/^.*\//, ''))

describe('another server that speaks version 2', () => {
  it('is connected by its address, and asked page by page for every order', async () => {
    await page.getByRole('button', { name: 'Connect a Joom store' }).click()
    await page.getByLabel('Name').fill('Quirks')
    await page.getByLabel('Environment').selectOption({ label: 'Another address' })
    await page.getByLabel('Address', { exact: true }).fill(joom.address)
    await page.getByLabel('Store ID').fill('5f2c81b4a07d9e001c')
    await page.getByLabel('Client ID').fill(joom.clientId)
    await page.getByLabel('Secret Key').fill(joom.clientSecret)
    await page.getByRole('button', { name: 'Save and request authorization' }).click()
    await page.getByText('Joom answers “Welcome!”. Orders can be read.').waitFor()
    await page.keyboard.press('F1')
    await page.getByRole('tab', { name: `All ${String(joom.orders.size)}` }).waitFor()
    expect(joom.pages()).toBeGreaterThan(3)
    const known = await ask(page, 'orders.rows', { filter: all, offset: 0, limit: 500 })
    expect(known.filter((row) => row.readable).map((row) => [row.joomId, row.state]).sort()).toEqual([...joom.orders.values()].filter((order) => order.id !== joom.unreadable).map((order) => [order.id, order.state]).sort())
  })

  it('shows names, SKUs and hostile text as they are meant', async () => {
    await searchFor(page, 'Mug <blue> & Co')
    await page.getByRole('grid').getByText('Mug <blue> & Co').first().waitFor()
    await searchFor(page, 'onerror')
    await page.getByRole('grid').getByText('<img src=x onerror=alert(1)>').first().waitFor()
    await searchFor(page, '')
  })

  it('lists the order that cannot be read, with what was sent', async () => {
    await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: /Cannot be read/ }).click()
    await page.getByRole('grid').getByRole('row').filter({ hasText: joom.unreadable }).first().click()
    await page.getByText('Joom sent this order in a form that is not understood.').waitFor()
    await page.getByText('What Joom sent').click()
    await page.getByRole('region', { name: `Order ${joom.unreadable}` }).getByText(joom.unreadable).first().waitFor()
    await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: /Cannot be read/ }).click()
  })

  it('gets slips printed, shipments confirmed, a number corrected and an order refunded, each once', async () => {
    const rows = (await ask(page, 'orders.rows', { filter: toShip, offset: 0, limit: 10 })).filter((row) => row.readable).slice(0, 4)
    const run = await ask(page, 'prints.prepare', { orderIds: rows.map((row) => row.id), paper: 'a4' })
    expect(run.sheets.map((sheet) => sheet.joomId)).toEqual(rows.map((row) => row.joomId))
    const [a, b, c, d] = rows
    const numbers = ['QK000000014CN', 'QK000000028CN', 'QK000000031CN']
    await page.locator('[role="grid"] [role="row"][tabindex="0"]').first().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('button', { name: /^Confirm 3 shipments/ }).click()
    await page.getByRole('dialog').waitFor()
    for (const number of numbers) {
      await page.keyboard.type(number)
      await page.keyboard.press('Enter')
    }
    await page.getByRole('dialog').getByRole('button', { name: /^Confirm 3 shipments/ }).click()
    await expect.poll(async () => (await ask(page, 'outbox.summary', undefined)).doneToday, { timeout: 60_000 }).toBe(3)
    for (const [i, row] of [a!, b!, c!].entries()) {
      expect(joom.orders.get(row.joomId)).toMatchObject({ state: 'SHIPPED', tracking: { provider: 'China Post', number: numbers[i] } })
      expect(made(row.joomId)).toEqual(['fulfill-one'])
    }
    await ask(page, 'outbox.modifyTracking', { items: [{ orderId: a!.id, provider: 'EMS', trackingNumber: 'EE473124829CN' }] })
    await ask(page, 'outbox.refund', { items: [{ orderId: d!.id, reasonCode: -1, note: 'The last one broke' }] })
    await expect.poll(async () => (await ask(page, 'outbox.summary', undefined)).doneToday, { timeout: 60_000 }).toBe(5)
    expect(joom.orders.get(a!.joomId)).toMatchObject({ state: 'SHIPPED', tracking: { provider: 'EMS', number: 'EE473124829CN' } })
    expect(joom.orders.get(d!.joomId)).toMatchObject({ state: 'REFUNDED' })
    expect(made(d!.joomId)).toEqual(['refund'])
    // Readings that still show the old state do not undo what was accepted.
    await ask(page, 'orders.refresh', { connectionId: null })
    expect((await ask(page, 'orders.byIds', { ids: [a!.id, d!.id] })).map((row) => [row.joomId, row.state, row.trackingNumber]).sort()).toEqual([[a!.joomId, 'SHIPPED', 'EE473124829CN'], [d!.joomId, 'REFUNDED', null]].sort())
  })
})
