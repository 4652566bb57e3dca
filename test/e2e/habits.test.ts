import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, begin, rehearsalAddress } from '../support/journey.ts'
import { made, truthAt } from '../support/journey-truth.ts'
import { type App, remove } from './driver.ts'

const all = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
let app: App

beforeAll(async () => { app = await begin({ settings: { undoSeconds: 0 } }) })
afterAll(async () => {
  await app.close()
  remove(app.userData)
})

describe('a demo store whose answers show every habit of the real Joom', () => {
  it('is signed in to and read whole, the order too that cannot be understood', async () => {
    const { page } = app
    await ask(page, 'rehearsal.quirks', { all: true })
    await page.getByRole('button', { name: 'Open the demo store' }).click()
    await page.getByRole('tab', { name: /^All\s*150$/ }).waitFor()
    const readable = async (): Promise<boolean[]> => (await ask(page, 'orders.rows', { filter: all, offset: 0, limit: 500 })).map((row) => row.readable)
    expect((await readable()).filter((one) => !one)).toHaveLength(1)
    expect(await readable()).toHaveLength(150)
    const truth = await truthAt(await rehearsalAddress(page)).orders()
    const rows = (await ask(page, 'orders.rows', { filter: all, offset: 0, limit: 500 })).filter((row) => row.readable)
    const known = new Map(truth.map((order) => [order.id, order]))
    expect(rows.map(({ joomId, state }) => [joomId, state])).toEqual(rows.map(({ joomId }) => [joomId, known.get(joomId)?.state]))
    expect(app.complaints).toEqual([])
  })

  it('goes by the switch in Settings', async () => {
    const { page } = app
    const habit = page.getByRole('switch', { name: 'Answer with every habit' })
    const shown = async (): Promise<number> => (await truthAt(await rehearsalAddress(page)).state()).quirks.length
    await page.keyboard.press('F8')
    await expect.poll(() => habit.isChecked()).toBe(true)
    await habit.uncheck()
    await expect.poll(shown).toBe(0)
    await habit.check()
    await expect.poll(shown).toBeGreaterThan(20)
  })

  it('has its shipments confirmed, each once', async () => {
    const { page } = app
    const truth = truthAt(await rehearsalAddress(page))
    const rows = (await ask(page, 'orders.rows', { filter: { ...all, view: 'to_ship' }, offset: 10, limit: 10 })).filter((row) => row.readable)
    for (const [nth, row] of rows.entries()) {
      await ask(page, 'outbox.fulfil', { items: [{ orderId: row.id, provider: 'DHL', trackingNumber: `RH${String(10_000_000 + nth)}PB`, shippingTime: '7-21', note: null }] })
    }
    await expect.poll(async () => (await truth.log()).filter(({ kind, outcome }) => kind === 'change' && outcome === 'done').length, { timeout: 60_000 }).toBe(rows.length)
    const log = await truth.log()
    expect(rows.map(({ joomId }) => made(log, joomId))).toEqual(rows.map(() => ['fulfill-one']))
    expect(app.complaints).toEqual([])
  })
})
