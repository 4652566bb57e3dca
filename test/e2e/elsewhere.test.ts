import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRehearsal, type Rehearsal } from '../../electron/rehearsal/rehearsal.ts'
import { at } from '../../scripts/project.mjs'
import { ask, begin, connectStore, openOrder, orderPanel, orderRows, searchFor } from '../support/journey.ts'
import { type App, newUserData, remove } from './driver.ts'

// A store of 2,600 orders whose Joom takes its time, and somebody else who works at it in Joom's own panel.
let app: App
let page: Page
let joom: Rehearsal
let folder: string
const look = process.env['PACKBENCH_LOOK']
const photograph = async (name: string): Promise<void> => {
  if (look === undefined) return
  mkdirSync(look, { recursive: true })
  await page.screenshot({ path: join(look, `${name}.png`) })
}

beforeAll(async () => {
  folder = newUserData()
  joom = await startRehearsal({ folder, port: 0, pictures: at('resources', 'rehearsal', 'pictures'), orders: 2600, latencyMs: 1500 })
  app = await begin({ settings: { theme: 'light' } })
  ;({ page } = app)
})
afterAll(async () => {
  await app.close()
  await joom.stop()
  remove(app.userData)
  remove(folder)
})

const bar = () => page.getByRole('status').filter({ hasText: 'Elsewhere' })
const all = async (): Promise<number> => (await ask(page, 'orders.ids', { filter: { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } })).length

describe('a store that others work at too', () => {
  it('is read with its progress in sight, stopped, and goes on where it was', async () => {
    await connectStore(page, { name: 'Elsewhere', address: joom.address, clientId: joom.app.clientId, secretKey: joom.app.clientSecret })
    await page.keyboard.press('F1')
    await photograph('reading-first')
    await bar().getByRole('button', { name: 'Stop' }).click()
    await bar().getByRole('button', { name: 'Go on' }).waitFor()
    await photograph('reading-stopped')
    expect(await all()).toBeLessThan(2600)
    await bar().getByRole('button', { name: 'Go on' }).click()
    await photograph('reading')
    await expect.poll(all, { timeout: 60_000 }).toBe(2600)
    await bar().waitFor({ state: 'detached' })
    await expect.poll(async () => (await ask(page, 'orders.syncState', undefined)).some(({ running }) => running)).toBe(false)
  })

  it('shows what they changed until somebody has looked', async () => {
    const [shipped, refunded] = joom.orders().filter(({ state, dueAt }) => state === 'APPROVED' && dueAt > Date.now() + 3_600_000)
    joom.elsewhere({ order: shipped!.id, act: 'ship', provider: 'EMS', trackingNumber: 'EE473124829CN' })
    joom.elsewhere({ order: refunded!.id, act: 'refund' })
    await page.keyboard.press('F5')
    const chip = page.getByRole('button', { name: /^Changed at Joom/ })
    await page.getByRole('tab', { name: /^All/ }).click()
    await expect.poll(() => chip.textContent()).toMatch(/2$/)
    await chip.click()
    await expect.poll(() => orderRows(page).count()).toBe(2)
    await orderRows(page).first().getByText('changed').waitFor()
    await photograph('changed-list')
    await chip.click()

    const panel = await openOrder(page, 'Shipped', shipped!.id)
    await panel.getByText('EE473124829CN').first().waitFor()
    await photograph('changed-panel')
    await page.getByRole('button', { name: 'Close the order' }).click()
    await searchFor(page, '')
    await page.getByRole('tab', { name: /^All/ }).click()
    await expect.poll(() => chip.textContent()).toMatch(/1$/)
    expect(await orderPanel(page, shipped!.id).count()).toBe(0)
  })
})
