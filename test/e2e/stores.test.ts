import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RouteOutput } from '../../electron/contract/routes.ts'
import { readPdf } from '../integration/documents/read-pdf.ts'
import { pngOf } from '../fixtures/logos.ts'
import { expectAccessible } from '../support/axe.ts'
import { ask, begin, connectStore, openDemoStore, orderRows, searchFor } from '../support/journey.ts'
import { startQuirkyJoom, type QuirkyJoom } from '../support/quirky-joom.ts'
import { type App, remove } from './driver.ts'

/** Two stores side by side: the demo store of the rehearsal, and one at another server. */
let app: App
let page: Page
let joom: QuirkyJoom
beforeAll(async () => {
  joom = await startQuirkyJoom()
  app = await begin({ settings: { theme: 'light', undoSeconds: 600 } })
  ;({ page } = app)
})
afterAll(async () => {
  expect(app.complaints).toEqual([])
  await app.close()
  remove(app.userData)
  await joom.stop()
})

const name = 'Kısmet Bazaar'
const toShip = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const
const rowsOf = async (world: 'real' | 'rehearsal'): Promise<RouteOutput<'orders.rows'>> => (await ask(page, 'orders.rows', { filter: { ...toShip, world }, offset: 0, limit: 100 })).filter((row) => row.readable && row.command === null)
const tab = (view: string, n: number) => page.getByRole('tab', { name: new RegExp(`^${view}\\s*${String(n)}$`) })
/** Whether the window is framed as a rehearsal. */
const isFramed = (): Promise<boolean> => page.locator('.app').evaluate((element) => getComputedStyle(element, '::after').borderTopStyle === 'dashed')
async function show(choice: string): Promise<void> {
  await page.getByRole('button', { name: /^Stores shown/ }).click()
  await page.getByRole('menuitemcheckbox', { name: new RegExp(`^${choice}`) }).click()
  await page.getByRole('button', { name: `Stores shown: ${choice}` }).waitFor()
}
async function slipsOf(orderIds: RouteOutput<'orders.ids'>, paper: 'a4' | 'letter' | '100x150'): Promise<string[][]> {
  const run = await ask(page, 'prints.prepare', { orderIds, paper, claims: 'print' })
  const bytes = await page.evaluate(async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())], run.url)
  return readPdf(Uint8Array.from(bytes)).pages.map(({ said }) => said.map(({ text }) => text))
}

describe('a second store', () => {
  it('is given a colour that no other has, and has a colour, a return address and a logo of its own', async () => {
    await openDemoStore(app)
    await expect.poll(isFramed).toBe(true)
    await connectStore(page, { name, address: joom.address, clientId: joom.clientId, secretKey: joom.clientSecret })
    expect(new Set((await ask(page, 'connections.list', undefined)).map(({ color }) => color)).size).toBe(2)
    const given = page.getByRole('radiogroup', { name: 'Colour' }).getByRole('radio', { checked: true })
    await given.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const chosen = await given.getAttribute('value')
    await page.getByLabel('Return address').fill('Halaskargazi Cd. 38\n34371 Şişli, İstanbul')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(async () => (await ask(page, 'connections.list', undefined)).find((store) => store.name === name)).toMatchObject({ color: chosen, returnAddress: 'Halaskargazi Cd. 38\n34371 Şişli, İstanbul' })

    const choose = async (file: string, bytes: Uint8Array): Promise<void> => {
      const path = join(app.userData, file)
      writeFileSync(path, bytes)
      await app.electron.evaluate(({ dialog }, filePath) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] }) }, path)
      await page.getByRole('button', { name: /^Choose (a|another) picture$/ }).click()
    }
    await choose('hostile.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))
    await page.getByText('This is neither a PNG nor a JPEG').waitFor()
    await choose('logo.png', pngOf(320, 120))
    await page.getByRole('img', { name: `Logo of ${name}` }).waitFor()
    expect(await page.getByRole('img', { name: `Logo of ${name}` }).evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(320)
    await expectAccessible(page, 'the form of a store')
    await ask(page, 'settings.change', { theme: 'light', contrast: 'normal' })
  })
})

describe('one list over both', () => {
  it('says of every order whose it is, and of those of the rehearsal that they are', async () => {
    await page.keyboard.press('F1')
    await tab('To ship', 221).waitFor()
    await page.getByText('with rehearsal').waitFor()
    await expect.poll(isFramed).toBe(true)
    const grid = page.getByRole('grid')
    expect(await grid.getByRole('columnheader', { name: 'Store' }).count()).toBe(1)
    await orderRows(page).first().getByText('rehearsal').waitFor()
    await expectAccessible(page, 'orders of two stores')
    await ask(page, 'settings.change', { theme: 'light', contrast: 'normal' })
  })

  it('is narrowed by the switch of the frame: counts, rows and the frame follow', async () => {
    await show(name)
    await tab('To ship', 101).waitFor()
    await expect.poll(() => orderRows(page).first().textContent()).toContain(name)
    await expect.poll(isFramed).toBe(false)
    await show('Rehearsal')
    await tab('To ship', 120).waitFor()
    await expect.poll(isFramed).toBe(true)
  })

  it('is as it was left after a restart', async () => {
    await show('Real stores')
    await app.close()
    app = await begin({ userData: app.userData })
    ;({ page } = app)
    await page.getByRole('button', { name: 'Stores shown: Real stores' }).waitFor()
    await tab('To ship', 101).waitFor()
  })
})

describe('codes', () => {
  it('of the rehearsal are refused among real orders, by name', async () => {
    const [order] = await rowsOf('rehearsal')
    for (const code of [order!.pickCode, `R-${order!.joomId}`]) {
      await searchFor(page, code)
      await page.getByRole('heading', { name: 'This is a rehearsal slip' }).waitFor()
      await page.getByText(`${code} stands for order ${order!.joomId} of Demo store`).waitFor()
      await searchFor(page, '')
      await tab('To ship', 101).waitFor()
    }
    expect(order!.pickCode).toMatch(/^R/)
  })

  it('of real orders are refused in the rehearsal, and lead to their store', async () => {
    const [order] = await rowsOf('real')
    await show('Rehearsal')
    await searchFor(page, order!.pickCode)
    await page.getByRole('heading', { name: 'This is a slip of a store that is not shown' }).waitFor()
    await page.getByRole('button', { name: `Show ${name}` }).click()
    await expect.poll(() => orderRows(page).count()).toBe(1)
    await expect.poll(isFramed).toBe(false)
    await searchFor(page, '')
    await show('All stores')
  })
})

describe('both kinds at once', () => {
  it('can be selected, but nothing is done with them together', async () => {
    await tab('To ship', 221).waitFor()
    await orderRows(page).first().click()
    await page.keyboard.press('Control+a')
    await page.getByText('Real and rehearsal never mix.').waitFor()
    for (const words of [/^Print/, /^Confirm/]) expect(await page.getByRole('region', { name: 'Selected orders' }).getByRole('button', { name: words }).count()).toBe(0)
    await page.keyboard.press('F10')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'the 120 of the rehearsal' }).click()
    await page.getByText('120 selected').waitFor()
    await page.keyboard.press('F10')
    await page.getByRole('dialog').getByText('Rehearsal: nothing of this reaches Joom.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
  })

  it('are refused by the main process, whatever the window asks', async () => {
    const [real, rehearsal] = [(await rowsOf('real'))[0]!, (await rowsOf('rehearsal'))[0]!]
    const item = (orderId: typeof real.id, trackingNumber: string) => ({ orderId, provider: 'China Post', trackingNumber, shippingTime: '7-21', note: null })
    expect(await ask(page, 'outbox.fulfil', { items: [item(real.id, 'LP000000001CN'), item(rehearsal.id, 'LP000000002CN')] })).toMatchObject({ commandIds: [], problems: [{ orderId: rehearsal.id, code: 'mixed' }] })
    await expect(ask(page, 'prints.prepare', { orderIds: [real.id, rehearsal.id], paper: 'a4' })).rejects.toThrow('run_mixed')
    expect((await ask(page, 'outbox.summary', undefined)).all).toBe(0)
    expect(joom.changes).toEqual([])
  })
})

describe('slips', () => {
  it.each(['100x150', 'a4', 'letter'] as const)('carry the name and the return address of their own store on %s', async (paper) => {
    const [real, rehearsal] = [(await rowsOf('real'))[0]!, (await rowsOf('rehearsal'))[0]!]
    const [ours] = await slipsOf([real.id], paper)
    expect(ours).toEqual(expect.arrayContaining([name, 'Halaskargazi Cd. 38', '34371 Şişli, İstanbul', real.pickCode]))
    expect(ours).not.toContain('Demo store')
    const [demo] = await slipsOf([rehearsal.id], paper)
    expect(demo).toEqual(expect.arrayContaining(['Demo store', 'REHEARSAL', rehearsal.pickCode]))
    expect(demo?.join(' ')).not.toContain('Halaskargazi')
  })
})

describe('the outbox', () => {
  it('says whose each command is, follows the switch, and takes back only what is shown', async () => {
    const reals = (await rowsOf('real')).slice(3, 5)
    const rehearsals = (await rowsOf('rehearsal')).slice(60, 62)
    // A number that was rehearsed with is free for a real parcel.
    for (const orders of [rehearsals, reals]) {
      const items = orders.map(({ id }, n) => ({ orderId: id, provider: 'China Post', trackingNumber: `LP0000009${String(n)}CN`, shippingTime: '7-21', note: null }))
      expect((await ask(page, 'outbox.fulfil', { items })).problems).toEqual([])
    }
    await page.keyboard.press('F3')
    const list = page.locator('#outbox-list')
    await list.getByText(name).first().waitFor()
    await expect.poll(() => list.getByText('rehearsal', { exact: true }).count()).toBe(2)
    await expectAccessible(page, 'the outbox of two stores')
    await ask(page, 'settings.change', { theme: 'light', contrast: 'normal' })
    await show('Rehearsal')
    await expect.poll(() => list.getByText(name).count()).toBe(0)
    await page.getByRole('button', { name: /^Undo all/ }).click()
    await expect.poll(async () => (await ask(page, 'outbox.summary', undefined)).waiting).toBe(2)
    await show(name)
    for (const { joomId } of reals) await list.getByText(joomId).waitFor()
    await page.getByRole('link', { name: 'Outbox: 2 leaving' }).waitFor()
  })
})
