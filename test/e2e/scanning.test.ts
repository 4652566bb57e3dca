import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrderRow } from '../../electron/contract/schemas.ts'
import { sheetCodeOf } from '../../electron/domain/sheet-code.ts'
import { ask, begin, openDemoStore, orderPanel, orderRows, searchFor } from '../support/journey.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let [a, b, c]: OrderRow[] = []
beforeAll(async () => {
  app = await begin({ settings: { undoSeconds: 600 } })
  ;({ page } = app)
  await openDemoStore(app)
  const rows = await ask(page, 'orders.rows', { filter: { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }, offset: 0, limit: 120 })
  ;[b, a, c] = [rows[0], ...rows.filter(({ sameRecipient }) => sameRecipient === 1).slice(-2)]
})
afterAll(async () => {
  expect(app.complaints).toEqual([])
  await app.close()
  remove(app.userData)
})

const dialog = (): ReturnType<Page['getByRole']> => page.getByRole('dialog')
/** As a scanner does it: all of the code at once, and Enter behind it. */
async function scan(code: string): Promise<void> {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}
async function openSecond(): Promise<void> {
  await searchFor(page, '')
  await expect.poll(() => orderRows(page).count()).toBeGreaterThan(5)
  await orderRows(page).first().click()
  await orderPanel(page, b!.joomId).getByRole('heading', { name: 'History' }).waitFor()
}
const commandOf = async (order: OrderRow): Promise<string | null> => (await ask(page, 'orders.byIds', { ids: [order.id] }))[0]?.command?.trackingNumber ?? null

describe('a slip scanned while another order is open', () => {
  it('opens its order, and F10 confirms that one', async () => {
    const run = await ask(page, 'prints.prepare', { orderIds: [a!.id], paper: 'a4' })
    const { ledger: [sheet] } = await ask(page, 'prints.run', { id: run.id })
    await openSecond()
    await scan(sheetCodeOf({ joomId: a!.joomId, world: 'rehearsal', hash: sheet!.hash }))
    await orderPanel(page, a!.joomId).getByRole('heading', { name: 'History' }).waitFor()
    await page.getByText(`says what is known of order ${a!.joomId} now`).waitFor()
    expect(await orderPanel(page, b!.joomId).count()).toBe(0)
    await page.keyboard.press('F10')
    await dialog().getByText(a!.recipient ?? '').first().waitFor()
    await page.keyboard.type('RB000000014CN')
    await page.keyboard.press('F10')
    await dialog().waitFor({ state: 'detached' })
    expect(await commandOf(a!)).toBe('RB000000014CN')
    expect(await commandOf(b!)).toBeNull()
  })

  it('lets no key act on the other one, however fast it comes', async () => {
    await openSecond()
    await page.getByRole('searchbox', { name: 'Search orders' }).focus()
    await page.keyboard.type(c!.pickCode)
    for (const key of ['F10', 'Enter', 'F10']) await page.keyboard.press(key)
    await page.getByText(`Nothing was printed of order ${c!.joomId} yet`).waitFor()
    await page.locator(`section[aria-label="Order ${c!.joomId}"]`).waitFor()
    // A key that came in time is for the order that was scanned, or for none.
    if (await dialog().count() > 0) {
      expect(await dialog().textContent()).toContain(c!.recipient)
      await page.keyboard.press('Escape')
      await dialog().waitFor({ state: 'detached' })
    }
    expect(await commandOf(b!)).toBeNull()
  })

  it('asks before an order is confirmed whose slip is stale', async () => {
    await openSecond()
    await scan(sheetCodeOf({ joomId: c!.joomId, world: 'rehearsal', hash: '00000000' }))
    await page.getByRole('alert').getByText('STALE sheet:').waitFor()
    await orderPanel(page, c!.joomId).getByRole('heading', { name: 'History' }).waitFor()
    await page.keyboard.press('F10')
    await dialog().getByText('The sheet you scanned is STALE').waitFor()
    await page.keyboard.press('Enter')
    await dialog().waitFor({ state: 'detached' })
    expect(await commandOf(c!)).toBeNull()
  })
})
