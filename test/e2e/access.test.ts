import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyboardSquare } from '../../electron/domain/scanner-keys.ts'
import { expectAccessible } from '../support/axe.ts'
import { ask, begin, openDemoStore, saveTo } from '../support/journey.ts'
import { type App, remove } from './driver.ts'

const toShip = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const

let app: App
let page: Page
beforeAll(async () => {
  app = await begin({ settings: { theme: 'light', numberMasks: [{ provider: 'Ruston', masks: ['RU########', '@@#########XX'] }] } })
  ;({ page } = app)
})
afterAll(async () => {
  expect(app.complaints).toEqual([])
  await app.close()
  remove(app.userData)
})

const expectClean = (what: string): Promise<void> => expectAccessible(page, what)

/** Elements that reach beyond the right edge of the window where nothing scrolls them. */
const cutOff = (): Promise<string[]> => page.evaluate(() => {
  const scrolls = (element: Element | null): boolean => element !== null && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
  return [...document.querySelectorAll('button, a, input, select, textarea, h1, h2, p')].filter((element) => {
    const { right, width } = element.getBoundingClientRect()
    return width > 1 && right > innerWidth + 1 && !scrolls(element.parentElement)
  }).map((element) => element.outerHTML.slice(0, 120))
})

describe('access', () => {
  it('has nothing to find on the first screen', async () => {
    await page.getByRole('button', { name: 'Open the demo store' }).waitFor()
    await expectClean('welcome')
  })

  it('has nothing to find in the list, with an order open and some chosen', async () => {
    await openDemoStore(app)
    await page.getByRole('grid').getByRole('row').nth(4).click()
    await page.getByText('Ship to').waitFor()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('2 selected').waitFor()
    await expectClean('orders')
  })

  it.each([['F10', 'confirm'], ['Control+k', 'palette'], ['?', 'keys']])('has nothing to find in what %s opens (%s)', async (key) => {
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
    await expectClean(key)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('has nothing to find in what Find order says', async () => {
    await page.keyboard.press('Control+f')
    await page.getByRole('dialog').getByRole('textbox').fill('no-such-order')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    await expectClean('find order')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('has nothing to find in the question before a store is disconnected', async () => {
    await page.keyboard.press('F7')
    await page.getByRole('button', { name: 'Disconnect Demo store' }).click()
    await page.getByRole('dialog').getByLabel('Keep them as a record').waitFor()
    await expectClean('disconnect')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('F1')
    await page.getByRole('grid').getByRole('row').nth(4).click()
    await page.getByText('Ship to').waitFor()
  })

  it('has nothing to find in the form of a refund', async () => {
    await page.getByRole('button', { name: /^Refund \$/ }).click()
    await page.getByRole('dialog').waitFor()
    await expectClean('refund')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('has nothing to find in the preview of the slips', async () => {
    await page.locator('[role="grid"] [role="row"][tabindex="0"]').first().focus()
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: 'Save as PDF' }).waitFor()
    await page.locator('canvas').first().waitFor()
    // The first sheet is there before all are made: until then the buttons may change at any moment.
    await page.locator('.oacts .btn.go:enabled').waitFor()
    await expectClean('print')
  })

  it('has nothing to find in a print run that asks how it came out', async () => {
    await page.getByText(/^2 packing slips on/).waitFor()
    const [run] = (await ask(page, 'prints.runs', { number: null, offset: 0, limit: 1 })).runs
    await saveTo(app, join(app.userData, 'slips.pdf'))
    await ask(page, 'prints.save', { id: run!.id })
    await page.keyboard.press('F4')
    await page.getByRole('link', { name: /^Run \d/ }).first().click()
    await page.getByRole('button', { name: /^All good/ }).waitFor()
    await expectClean('print run')
  })

  it('has nothing to find where a printer is calibrated, and hears a scanner there', async () => {
    await page.keyboard.press('F8')
    await page.getByRole('button', { name: 'Calibrate a printer' }).click()
    await page.getByText('Waiting for a scan').waitFor()
    for (const code of [keyboardSquare, 'L203B4']) {
      await page.keyboard.type(code)
      await page.keyboard.press('Enter')
    }
    await page.getByText('Read: bars, 4 dots of 203 dpi').waitFor()
    await page.getByLabel('Ruler, left to right').fill('1')
    await expectClean('calibration')
  })

  it('has nothing to find in the outbox, with commands of every kind, some selected, and the story of one', async () => {
    const ids = await ask(page, 'orders.ids', { filter: toShip })
    const item = (n: number) => ({ orderId: ids[n]!, provider: 'China Post', trackingNumber: `AX${String(1000 + n)}CN`, shippingTime: '7-21', note: null })
    await ask(page, 'settings.change', { undoSeconds: 0 })
    await ask(page, 'outbox.fulfil', { items: [item(30)] })
    await expect.poll(async () => (await ask(page, 'outbox.summary', undefined)).doneToday).toBe(1)
    await ask(page, 'rehearsal.misbehave', { fault: 'error_500', times: 1, on: 'changes', seconds: 0 })
    await ask(page, 'outbox.fulfil', { items: [item(31)] })
    // A carrier has confirmed this one's number: Joom lets it be changed no more.
    const shipped = await Promise.all((await ask(page, 'orders.ids', { filter: { ...toShip, view: 'shipped' } })).map((id) => ask(page, 'orders.get', { id })))
    const confirmed = shipped.find(({ raw }) => raw.includes('"tracking_confirmed":"True"'))!.id
    await ask(page, 'outbox.modifyTracking', { items: [{ orderId: confirmed, provider: 'EMS', trackingNumber: 'EE123456785CN' }] })
    await expect.poll(async () => (await ask(page, 'outbox.summary', undefined)).needsYou).toBe(1)
    await ask(page, 'settings.change', { undoSeconds: 600 })
    await ask(page, 'outbox.fulfil', { items: [item(32)] })
    await page.keyboard.press('F3')
    await page.getByText('Leaving soon').waitFor()
    await page.getByRole('heading', { name: 'Being found out' }).waitFor()
    await page.keyboard.press('Control+a')
    await page.getByRole('region', { name: 'Selected commands' }).waitFor()
    await page.getByText('no answer since').first().click()
    await page.getByText('What happened, in words').waitFor()
    await expectClean('outbox')
  })

  it.each([['F4', 'Print runs'], ['F7', 'Connections'], ['F8', 'Settings']])('has nothing to find behind %s (%s)', async (key, title) => {
    await page.keyboard.press(key)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await expectClean(title)
  })

  it('has nothing to find beside a slip whose look is changed', async () => {
    await page.getByRole('button', { name: 'Change how slips look' }).click()
    await page.locator('canvas').first().waitFor()
    await expectClean('template')
  })

  it.each([['F1', 'Orders'], ['F3', 'Outbox'], ['F4', 'Print runs'], ['F7', 'Connections'], ['F8', 'Settings']])('loses nothing at twice the size behind %s (%s)', async (key, title) => {
    await page.setViewportSize({ width: 640, height: 400 })
    await page.keyboard.press(key)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    expect(await cutOff()).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })

  it('moves nothing for those who want no motion', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.keyboard.press('F3')
    await page.getByText('Leaving soon').waitFor()
    expect(await page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').length)).toBe(0)
  })
})
