import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Rehearsal, startRehearsal } from '../../electron/rehearsal/rehearsal.ts'
import { at } from '../../scripts/project.mjs'
import { ask, begin, connectStore, openDemoStore, openOrder, orderRows, pasteInto, rehearsalAddress, searchFor, type Signposts, signpostsOf } from '../support/journey.ts'
import { expectNothingTwice, made, type Truth, truthAt } from '../support/journey-truth.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let see: Signposts
let truth: Truth
const toShip = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const

const rows = (): Locator => orderRows(page)
const dialog = (): Locator => page.getByRole('dialog')
const badge = async (words: string | RegExp, timeout = 10_000): Promise<void> => { await expect.poll(() => see.outbox(), { timeout, interval: 20 }).toMatch(words) }
const idsToShip = async (offset: number, limit: number): Promise<string[]> => (await ask(page, 'orders.rows', { filter: toShip, offset, limit })).map(({ joomId }) => joomId)
const numberOf = (id: string): string => `RB${id.replace(/[^A-Z0-9]/gi, '').toUpperCase().slice(-12)}CN`

function meet(started: App): void {
  app = started
  ;({ page } = app)
  see = signpostsOf(page)
}

/** Opens an order that stands in the list and confirms its shipment. */
async function ship(id: string): Promise<void> {
  await page.keyboard.press('F1')
  const panel = await openOrder(page, 'To ship', id)
  await panel.getByRole('button', { name: 'Confirm shipment' }).click()
  await dialog().getByRole('textbox', { name: /^Tracking number for / }).fill(numberOf(id))
  await dialog().getByRole('button', { name: /^Confirm shipment/ }).click()
  await dialog().waitFor({ state: 'detached' })
}

/** Selects the first orders of the list that no command holds, and confirms their shipments. @returns their ids */
async function shipFirst(count: number): Promise<string[]> {
  await page.keyboard.press('F1')
  await searchFor(page, '')
  const confirm = page.getByRole('button', { name: `Confirm ${String(count)} shipments` })
  const clear = page.getByRole('button', { name: /^Clear(?! the)/ })
  let ids: string[] = []
  // The list may still be moving, as orders of before are found shipped: who sees that the wrong ones are selected begins anew.
  await expect.poll(async () => {
    if (await clear.isVisible()) await clear.click()
    const held = (await ask(page, 'orders.rows', { filter: toShip, offset: 0, limit: 100 })).findLastIndex(({ command }) => command !== null) + 1
    ids = await idsToShip(held, count)
    await rows().nth(held).getByRole('checkbox').click()
    for (let i = 1; i < count; i++) await page.keyboard.press('Shift+ArrowDown')
    await confirm.waitFor({ timeout: 3000 }).catch(() => undefined)
    return await confirm.isVisible() && (await idsToShip(held, count)).join() === ids.join()
  }, { timeout: 60_000 }).toBe(true)
  await confirm.click()
  await pasteInto(dialog().getByRole('textbox', { name: /^Tracking number for / }).first(), ids.map(numberOf).join('\n'))
  await dialog().getByText(`${String(count)} of ${String(count)} have a number`).waitFor()
  await dialog().getByRole('button', { name: `Confirm ${String(count)} shipments` }).click()
  await dialog().waitFor({ state: 'detached' })
  return ids
}

async function expectShippedOnce(ids: readonly string[]): Promise<void> {
  const log = await truth.log()
  for (const id of ids) {
    expect(await truth.order(id)).toMatchObject({ state: 'SHIPPED', shipment: { trackingNumber: numberOf(id) } })
    expect(made(log, id), id).toEqual(['fulfill-one'])
  }
  expectNothingTwice(log)
}

/** What the outbox says of an order's command. */
const command = (id: string): Locator => page.getByRole('group', { name: `Command for order ${id}` }).first()
async function inOutbox(id: string, words: string | RegExp, timeout = 15_000): Promise<void> {
  await page.keyboard.press('F3')
  await command(id).getByText(words).first().waitFor({ timeout })
}
async function history(id: string, words: string): Promise<void> {
  await page.keyboard.press('F1')
  const panel = await openOrder(page, 'All', id)
  await panel.getByText(words).first().waitFor()
}

/** The app with the demo store. It stays open behind the other one: a change that was not made is sent again only after a minute. */
let training: App
let broken = ''
let paused = ''
let ended = ''
let knownAfter = 0
afterAll(async () => {
  await training.close()
  remove(training.userData)
})

describe('a Joom that misbehaves', () => {
  let ids: string[] = []
  beforeAll(async () => {
    // What an earlier run of the program has sent may arrive for another 45 seconds, as far as this one knows.
    knownAfter = Date.now() + 45_000
    training = await begin({ settings: { undoSeconds: 0 } })
    meet(training)
    await openDemoStore(app)
    truth = truthAt(await rehearsalAddress(page))
    ids = await idsToShip(30, 5)
  })

  /** Through the Rehearsal panel of Settings, as a trainer would. */
  async function misbehave(fault: string, seconds?: number): Promise<void> {
    await page.keyboard.press('F8')
    const form = page.getByRole('region', { name: 'Rehearsal' })
    await form.getByLabel('What goes wrong').selectOption({ label: fault })
    await form.getByLabel('On which requests').selectOption({ label: 'changes' })
    if (seconds !== undefined) await form.getByLabel('Seconds').fill(String(seconds))
    await form.getByRole('button', { name: 'Misbehave so' }).click()
    await form.getByText(new RegExp(`^${fault.replace(/[()]/g, '\\$&')}.*: 1 of 1$`)).waitFor()
  }

  it('with a server error shows the order as unknown, and asks before it sends again', async () => {
    broken = ids[0]!
    await misbehave('A server error (500)')
    await ship(broken)
    await badge(/being found out/)
    await rows().first().getByText('being found out').waitFor()
    await inOutbox(broken, /\bno answer since /)
    // How it ends is seen below: Joom is asked several times over a minute before anything leaves again.
    expect(made(await truth.log(), broken)).toEqual([])
  })

  it('that makes the change and loses the answer is found out, not asked twice', async () => {
    const id = ids[1]!
    await misbehave('Change made, answer lost')
    await ship(id)
    await page.keyboard.press('F3')
    await inOutbox(id, /\bdone \d/)
    await expectShippedOnce([id])
    await history(id, 'Joom has it: read back and found done')
  })

  it('that cuts its answer in half is found out, too', async () => {
    const id = ids[2]!
    await misbehave('An answer cut in half')
    await ship(id)
    await inOutbox(id, /\bdone \d/)
    await expectShippedOnce([id])
    await history(id, 'No answer. It may have arrived, so Joom is asked before anything is sent again')
  })

  it('that asks for a pause is asked again after it, before anything is sent again', async () => {
    paused = ids[3]!
    await misbehave('Asked too often (429)', 4)
    await ship(paused)
    await inOutbox(paused, /, after the pause$/)
    expect(made(await truth.log(), paused)).toEqual([])
  })

  it('that ends a permission early has it renewed by itself, and is asked before anything is sent again', async () => {
    ended = ids[4]!
    await misbehave('Permission ended')
    await ship(ended)
    await expect.poll(async () => (await truth.log()).filter(({ path }) => path.endsWith('/refresh_token')).length).toBe(1)
    await inOutbox(ended, /\bno answer since /)
    knownAfter = Math.max(knownAfter, Date.now())
    expect(made(await truth.log(), ended)).toEqual([])
  })
})

describe('a Joom elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packbench-e2e-joom-'))
  const start = (port: number): Promise<Rehearsal> => startRehearsal({ folder, port, pictures: at('resources', 'rehearsal', 'pictures'), orders: 60 })
  let joom: Rehearsal
  beforeAll(async () => {
    joom = await start(0)
    truth = truthAt(joom.address)
    meet(await begin({ settings: { undoSeconds: 0 } }))
    await connectStore(page, { name: 'Elsewhere', address: joom.address, clientId: joom.app.clientId, secretKey: joom.app.clientSecret })
    await page.keyboard.press('F1')
    await page.getByRole('tab', { name: /^All\s*60$/ }).waitFor()
  })
  afterAll(async () => {
    await app.close()
    await joom.stop()
    remove(app.userData)
    remove(folder)
  })

  it('that goes away leaves what was read, keeps what is confirmed, and gets it when it is back', async () => {
    const port = Number(new URL(joom.address).port)
    const count = (): Promise<string | null> => page.getByRole('tab', { name: /^To ship/ }).textContent()
    const before = await count()
    await joom.stop()
    await page.keyboard.press('F5')
    await page.getByRole('status').filter({ hasText: /^Off-line: showing what was read at .*leaves by itself\./ }).waitFor({ timeout: 20_000 })
    expect(await count()).toBe(before)
    expect(await rows().count()).toBeGreaterThan(15)
    const ids = await shipFirst(3)
    await badge('off-line, 3 kept')
    await page.getByText(/^Elsewhere unreachable since /).waitFor()
    await page.keyboard.press('F3')
    await page.getByText(/^Off-line since .*3 commands are kept and go on by themselves\. Go on packing\./).waitFor()
    await page.getByText('kept, no connection to Joom').first().waitFor()
    joom = await start(port)
    await badge('all sent', 60_000)
    await expectShippedOnce(ids)
    await page.keyboard.press('F1')
    await page.keyboard.press('F5')
    await page.getByRole('status').filter({ hasText: /^Off-line: / }).waitFor({ state: 'detached' })
  })

  it('gets every shipment once through two power cuts while they are sent', async () => {
    joom.misbehave({ fault: 'delay', times: 1000, on: 'changes', seconds: 1.2 })
    joom.misbehave({ fault: 'lost_answer', times: 2, on: 'changes', seconds: 0 })
    const ids: string[] = []
    const sent = async (): Promise<number> => (await truth.log()).filter(({ kind, outcome, orderId }) => kind === 'change' && outcome === 'done' && ids.includes(orderId ?? '')).length
    for (let cut = 1; cut <= 2; cut++) {
      const before = await sent()
      ids.push(...await shipFirst(10))
      // In the middle of sendings: some have arrived, the next ones are on their way and nothing has moved for a moment.
      let last = { count: before, since: Date.now() }
      await expect.poll(async () => {
        const now = await sent()
        if (now !== last.count) last = { count: now, since: Date.now() }
        return now > before && Date.now() - last.since > 300 && (await ask(page, 'outbox.summary', undefined)).sending > 0
      }, { timeout: 30_000, interval: 20 }).toBe(true)
      expect(app.complaints).toEqual([])
      await app.kill()
      expect(await sent()).toBeLessThan(ids.length)
      // Its waits are a tenth of the usual ones: whatever was cut off is known after seconds then.
      meet(await begin({ userData: app.userData, args: ['--outbox-pace=10'] }))
      await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
      await rows().first().waitFor()
    }
    // A sending that the cut kept from leaving is known not to have arrived only after a while.
    await expect.poll(sent, { timeout: 150_000 }).toBe(ids.length)
    await badge('all sent', 60_000)
    await expectShippedOnce(ids)
    await page.keyboard.press('F3')
    await page.getByRole('tab', { name: `Done today ${String(ids.length + 3)}` }).waitFor()
    await page.getByRole('tab', { name: `All commands ${String(ids.length + 3)}` }).waitFor()
    const known = await ask(page, 'orders.rows', { filter: { ...toShip, view: 'shipped' }, offset: 0, limit: 500 })
    for (const id of ids) expect(known.find(({ joomId }) => joomId === id)?.trackingNumber).toBe(numberOf(id))
    expect(app.complaints).toEqual([])
  }, 300_000)
})

describe('a Joom that had not made the change', () => {
  it('is sent it again, once that is known', async () => {
    meet(training)
    truth = truthAt(await rehearsalAddress(page))
    await page.keyboard.press('F3')
    // A person asks once the minute is over; it would be asked by itself a little later.
    await page.waitForFunction((since) => Date.now() - since > 62_000, knownAfter, { timeout: 110_000 })
    for (const id of [broken, paused, ended]) {
      for (let asked = 0; asked < 4 && (await truth.order(id)).state !== 'SHIPPED'; asked++) {
        const button = command(id).getByRole('button', { name: 'Ask Joom now' })
        if (await button.isVisible()) await button.click()
        await expect.poll(async () => (await truth.order(id)).state, { timeout: 3000 }).toBe('SHIPPED').catch(() => undefined)
      }
      await inOutbox(id, /\bdone \d/)
    }
    await expectShippedOnce([broken, paused, ended])
    const sent = async (id: string) => (await truth.log()).filter((entry) => entry.kind === 'change' && entry.orderId === id)
    const [first, second] = await sent(paused)
    expect(first).toMatchObject({ status: 429, outcome: 'fault' })
    expect(second?.at).toBeGreaterThanOrEqual((first?.at ?? Infinity) + 4000)
    expect((await sent(ended)).map(({ status }) => status)).toEqual([401, 200])
    await history(broken, 'Joom still has the old state, so it was not applied. It is sent again')
    await badge('all sent')
    expect(app.complaints).toEqual([])
  }, 240_000)
})
