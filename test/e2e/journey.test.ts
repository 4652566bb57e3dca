import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSheetCode } from '../../electron/domain/sheet-code.ts'
import { s10CheckDigit } from '../../electron/domain/tracking-finding.ts'
import { readCodes, renderPages } from '../integration/documents/render-pdf.ts'
import { ask, begin, openDemoStore, openOrder, orderPanel, orderRows, pasteInto, rehearsalAddress, saveTo, searchFor, type Signposts, signpostsOf } from '../support/journey.ts'
import { expectNothingTwice, made, type Truth, truthAt } from '../support/journey-truth.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let see: Signposts
let truth: Truth
beforeAll(async () => {
  app = await begin()
  ;({ page } = app)
  see = signpostsOf(page)
})
afterAll(async () => {
  await app.close()
  remove(app.userData)
})

const toShip = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const
/** Seconds in which Undo is free: long enough to take one back on a slow machine. */
const undo = 12
/** Told by a person's own eyes first, then compared with what the server has. */
interface Sheet { readonly id: string; readonly pickCode: string; readonly number: string }
let sheets: readonly Sheet[] = []
let undone = ''
let modified = ''
let refunded = ''
let countdown = { id: '', text: '' }
const corrected = 'EE473124829CN'
/** A number as a post gives it, with the check digit that belongs to it. */
const postNumber = (eight: number): string => `LP${String(eight)}${s10CheckDigit(String(eight))}CN`
const note = 'The last one broke — sorry! 😔'

const panel = (id: string): Locator => orderPanel(page, id)
const dialog = (): Locator => page.getByRole('dialog')
const tab = (name: string, count: number): Promise<void> => page.getByRole('tab', { name: `${name} ${String(count)}`, exact: true }).waitFor()
const shown = async (words: string): Promise<void> => page.getByRole('status').filter({ hasText: words }).first().waitFor()
const badge = async (words: string, timeout = 10_000): Promise<void> => { await expect.poll(() => see.outbox(), { timeout }).toBe(words) }
describe('a packer’s day with the demo store', () => {
  it('begins on Welcome and signs in through the browser', async () => {
    expect(await see.title()).toBe('Welcome')
    await openDemoStore(app)
    truth = truthAt(await rehearsalAddress(page))
    expect((await truth.orders()).filter(({ state }) => state === 'APPROVED')).toHaveLength(120)
  })

  it('lists what is to ship, least time left first, with the time running', async () => {
    await page.getByText('120 to ship · least time left first').waitFor()
    const dues = await orderRows(page).locator('time').evaluateAll((times) => times.map((time) => Date.parse(time.getAttribute('datetime') ?? '')))
    expect(dues.length).toBeGreaterThan(15)
    expect(dues).toEqual(dues.toSorted((a, b) => a - b))
    const first = await truth.order((await ask(page, 'orders.rows', { filter: toShip, offset: 0, limit: 1 }))[0]?.joomId ?? '')
    expect(first.dueAt).toBe(Math.min(...(await truth.orders()).filter(({ state }) => state === 'APPROVED').map(({ dueAt }) => dueAt)))
    // Of one that nobody touches today; compared later, since the clock shows minutes.
    const idle = (await ask(page, 'orders.rows', { filter: { ...toShip, urgency: 'h24' }, offset: 0, limit: 100 })).at(-1)!
    const time = (await openOrder(page, 'To ship', idle.joomId)).locator('.due time')
    countdown = { id: idle.joomId, text: await time.textContent() ?? '' }
    expect(countdown.text).toMatch(/^\d+:\d\d$/)
    await searchFor(page, '')
  })

  it('opens an order with its address, its money and its picture', async () => {
    const row = (await ask(page, 'orders.rows', { filter: toShip, offset: 0, limit: 25 })).find(({ hasPicture }) => hasPicture)!
    const order = await truth.order(row.joomId)
    await openOrder(page, 'To ship', row.joomId)
    const address = panel(row.joomId).locator('address')
    await address.waitFor()
    const lines = await address.innerText()
    for (const part of [order.shipTo.name, order.shipTo.street_address1, order.shipTo.street_address2, order.shipTo.city, order.shipTo.zipcode]) expect(lines).toContain(part ?? '')
    await panel(row.joomId).getByText(order.shipTo.phone_number ?? 'every character prints').waitFor()
    await expect.poll(() => panel(row.joomId).locator('img').first().evaluate((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0)).toBe(true)
    expect((await panel(row.joomId).locator('dd.total').textContent() ?? '').replace(/[^\d.]/g, '')).toBe(order.item.total)
    await page.getByRole('button', { name: 'Close the order' }).click()
    await searchFor(page, '')
    await tab('To ship', 120)
  })

  it('prints 20 slips: each page has its own order’s codes', async () => {
    const rows = await ask(page, 'orders.rows', { filter: toShip, offset: 0, limit: 20 })
    sheets = rows.map(({ joomId, pickCode }, i) => ({ id: joomId, pickCode, number: postNumber(70_000_000 + i * 37) }))
    await orderRows(page).nth(0).getByRole('checkbox').click()
    for (let i = 1; i < 20; i++) await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('region', { name: 'Selected orders' }).getByText('20 selected').waitFor()
    await page.getByRole('button', { name: /^Print 20 slips/ }).click()
    await page.getByText(/^20 packing slips on 20 pages/).waitFor({ timeout: 30_000 })
    await page.getByRole('region', { name: 'Preview of the slips' }).getByRole('listitem').nth(19).waitFor()
    await expect.poll(() => page.locator('canvas').first().evaluate((canvas) => canvas instanceof HTMLCanvasElement && canvas.width > 100)).toBe(true)
    const file = join(app.userData, 'slips of today.pdf')
    await saveTo(app, file)
    await page.getByRole('button', { name: 'Save as PDF' }).click()
    await shown(`Saved as ${file}`)
    const pages = await renderPages(readFileSync(file), 203)
    expect(pages).toHaveLength(20)
    for (const [i, sheet] of sheets.entries()) {
      const codes = await readCodes(pages[i]!)
      const [pick, order] = codes.toSorted((a, b) => a.format.localeCompare(b.format))
      expect([pick?.format, pick?.text, order?.format, codes.length]).toEqual(['Code128', sheet.pickCode, 'QRCode', 2])
      expect(readSheetCode(order?.text ?? '')).toMatchObject({ world: 'rehearsal', joomId: sheet.id })
    }
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
  })

  it('shortens the time for Undo in Settings', async () => {
    await page.keyboard.press('F8')
    await page.getByRole('textbox', { name: 'Undo stays free for' }).fill(String(undo))
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await ask(page, 'settings.get', undefined)).undoSeconds).toBe(undo)
    await page.keyboard.press('F1')
  })

  it('confirms 20 shipments with a pasted column of numbers, and takes one back', async () => {
    await page.getByRole('region', { name: 'Selected orders' }).getByText('20 selected').waitFor()
    await page.getByRole('button', { name: /^Confirm 20 shipments/ }).click()
    const fields = dialog().getByRole('textbox', { name: /^Tracking number for / })
    await fields.first().waitFor()
    // As a spreadsheet gives it: blanks within a number, a second column, a last empty line.
    await pasteInto(fields.first(), `${sheets.map(({ number }, i) => (i === 3 ? `lp ${number.slice(2, 11)} cn\tcolumn B` : number)).join('\r\n')}\r\n`)
    await dialog().getByText('20 of 20 have a number').waitFor()
    await dialog().getByRole('button', { name: /^Confirm 20 shipments/ }).click()
    await dialog().waitFor({ state: 'detached' })
    await badge('20 leaving')
    expect((await truth.log()).filter(({ kind }) => kind === 'change')).toEqual([])
    await page.keyboard.press('F3')
    const first = page.getByRole('group', { name: /^Command for order / }).filter({ has: page.getByRole('button', { name: /^Undo/ }) }).first()
    undone = (await first.getAttribute('aria-label') ?? '').replace('Command for order ', '')
    await first.getByRole('button', { name: /^Undo/ }).click()
    await shown('Taken back. Nothing was sent.')
    expect(sheets.map(({ id }) => id)).toContain(undone)
    await badge('all sent', 40_000)
    await page.getByRole('tab', { name: 'Done today 19' }).waitFor()
  })

  it('has told Joom of 19 shipments, each once, and never of the other', async () => {
    const log = await truth.log()
    expectNothingTwice(log)
    for (const { id, number } of sheets) {
      const order = await truth.order(id)
      if (id === undone) {
        expect(order).toMatchObject({ state: 'APPROVED', shipment: null })
        expect(log.filter(({ kind, orderId }) => kind === 'change' && orderId === id)).toEqual([])
      } else {
        expect(order).toMatchObject({ state: 'SHIPPED', shipment: { provider: 'China Post', trackingNumber: number, shippingTime: '7-21' } })
        expect(made(log, id)).toEqual(['fulfill-one'])
      }
    }
  })

  it('corrects the tracking of one', async () => {
    modified = sheets.find(({ id }) => id !== undone)?.id ?? ''
    await page.keyboard.press('F1')
    await openOrder(page, 'Shipped', modified)
    await panel(modified).getByRole('button', { name: 'Correct tracking' }).click()
    await dialog().getByRole('combobox').fill('EMS')
    await page.getByRole('option', { name: 'EMS' }).click()
    await dialog().getByRole('textbox', { name: /^Tracking number for / }).fill(corrected)
    await dialog().getByRole('button', { name: /^Correct tracking number/ }).click()
    await dialog().waitFor({ state: 'detached' })
  })

  it('refunds one for another reason, which needs a note', async () => {
    const open20 = await ask(page, 'orders.rows', { filter: toShip, offset: 1, limit: 1 })
    refunded = open20[0]?.joomId ?? ''
    await openOrder(page, 'To ship', refunded)
    await panel(refunded).getByRole('button', { name: /^Refund / }).click()
    await dialog().getByRole('radio', { name: 'Another reason' }).check()
    await dialog().getByRole('button', { name: /^Refund / }).click()
    await dialog().getByText('Write a note: Joom wants one for another reason.').waitFor()
    await dialog().getByRole('textbox', { name: /^Note to the buyer/ }).fill(note)
    await dialog().getByRole('button', { name: /^Refund / }).click()
    await dialog().waitFor({ state: 'detached' })
    await badge('2 leaving')
    await badge('all sent', 40_000)
    expect(await truth.order(modified)).toMatchObject({ state: 'SHIPPED', shipment: { provider: 'EMS', trackingNumber: corrected } })
    expect(await truth.order(refunded)).toMatchObject({ state: 'REFUNDED', refund: { by: 'REFUNDED BY MERCHANT', reason: 'Other', note } })
    expect(made(await truth.log(), modified)).toEqual(['fulfill-one', 'modify-tracking'])
    expect(made(await truth.log(), refunded)).toEqual(['refund'])
  })

  it('has counted the time down meanwhile', async () => {
    const time = (await openOrder(page, 'To ship', countdown.id)).locator('.due time')
    await expect.poll(() => time.textContent(), { timeout: 65_000 }).not.toBe(countdown.text)
  })

  it('finds everything where it was after a quit and a new start', async () => {
    const before = await truth.orders()
    expect(app.complaints).toEqual([])
    expect(await app.close()).toBe(0)
    app = await begin({ userData: app.userData })
    ;({ page } = app)
    see = signpostsOf(page)
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    await tab('To ship', 100)
    await page.getByRole('tab', { name: 'Shipped' }).waitFor()
    await badge('all sent')
    truth = truthAt(await rehearsalAddress(page))
    const after = await truth.orders()
    expect(after.map(({ id, state, shipment, refund }) => ({ id, state, shipment, refund }))).toEqual(before.map(({ id, state, shipment, refund }) => ({ id, state, shipment, refund })))

    // The app and the server agree order by order.
    const known = await ask(page, 'orders.rows', { filter: { ...toShip, view: 'all' }, offset: 0, limit: 500 })
    const said = (rows: readonly (readonly [string, string, string | null])[]): readonly unknown[] => rows.toSorted(([a], [b]) => (a < b ? -1 : 1))
    expect(said(known.map(({ joomId, state, trackingNumber }) => [joomId, state, trackingNumber || null]))).toEqual(said(after.map(({ id, state, shipment }) => [id, state, shipment?.trackingNumber || null])))

    await openOrder(page, 'To ship', undone)
    await panel(undone).getByText('Taken back before it left').waitFor()
    await panel(undone).getByText(/^Slip saved as PDF/).waitFor()
    await openOrder(page, 'Shipped', modified)
    await panel(modified).getByText(`Tracking corrected: EMS, ${corrected}`).waitFor()
    await panel(modified).getByText(corrected, { exact: true }).first().waitFor()
    expect(await panel(modified).getByText('Joom accepted it').count()).toBe(2)
    await openOrder(page, 'Refunded', refunded)
    await panel(refunded).getByText(/^Refund given/).waitFor()
    await panel(refunded).getByText(note).first().waitFor()

    await page.keyboard.press('F3')
    await page.getByRole('tab', { name: 'Done today 21' }).click()
    await page.getByRole('group', { name: `Command for order ${refunded}` }).first().waitFor()
    await page.getByRole('tab', { name: 'All commands 22' }).waitFor()
    expectNothingTwice(await truth.log())
    expect(app.complaints).toEqual([])
  })
})
