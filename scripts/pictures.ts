// npm run pictures [-- --all]: photographs every screen of the built app with the demo store into docs/pictures/.
// Light at 1280×800 and dark at 1920×1080; with --all each screen in both themes at both sizes.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { OrderId } from '../electron/domain/ids.ts'
import { keyboardSquare } from '../electron/domain/scanner-keys.ts'
import { s10CheckDigit } from '../electron/domain/tracking-finding.ts'
import { remove, type App } from '../test/e2e/driver.ts'
import { ask, begin, openDemoStore } from '../test/support/journey.ts'
import { at } from './project.mjs'

interface Look {
  readonly theme: 'light' | 'dark'
  readonly width: number
  readonly height: number
}

const light = { theme: 'light', width: 1280, height: 800 } as const
const dark = { theme: 'dark', width: 1920, height: 1080 } as const
const looks: readonly Look[] = process.argv.includes('--all') ? [light, { ...light, theme: 'dark' }, { ...dark, theme: 'light' }, dark] : [light, dark]
const folder = at('docs', 'pictures')
const toShip = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const

/** A post's number that nothing is odd about. */
const numberOf = (eight: number): string => `LP${String(eight)}${s10CheckDigit(String(eight))}CN`

/** Whatever moves or loads has come to rest. */
async function still(page: Page): Promise<void> {
  await page.waitForFunction(() => [...document.images].every((image) => image.complete) && document.querySelectorAll('[aria-busy="true"]').length === 0)
  await page.waitForTimeout(400)
}

async function photograph(page: Page, name: string, { theme, width }: Look): Promise<void> {
  await still(page)
  // What is said in passing stays for seconds, and would stand in the pictures of other screens.
  for (const toast of await page.locator('.toast').all()) await toast.getByRole('button', { name: 'Close' }).click()
  await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) })
  console.log(`${name}-${theme}-${width}`)
}

/** Runs in the page: whether every sheet that can be seen has ink on it. */
function sheetsAreDrawn(): boolean {
  const endOfView = (element: Element): number => {
    for (let at = element.parentElement; at !== null; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at.getBoundingClientRect().bottom
    return innerHeight
  }
  const seen = [...document.querySelectorAll('canvas')].filter((canvas) => canvas.getBoundingClientRect().top < endOfView(canvas))
  return seen.length > 0 && seen.every((canvas) => canvas.width > 0 && canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.some((value, at, all) => at % 4 === 0 && value < 64 && all[at + 3] === 255) === true)
}

/** Waits until the outbox counts so many. */
async function outboxShows(page: Page, what: 'doneToday' | 'needsYou' | 'unknown', count: number): Promise<void> {
  while ((await ask(page, 'outbox.summary', undefined))[what] !== count) await page.waitForTimeout(50)
}

/** Every state the outbox knows, made as a person makes them: by confirming while the rehearsal server misbehaves. */
async function fillOutbox(page: Page): Promise<void> {
  const ids = await ask(page, 'orders.ids', { filter: toShip })
  const items = (from: number, to: number) => ids.slice(from, to).map((orderId: OrderId) => ({ orderId, provider: 'China Post', trackingNumber: numberOf(70_000_000 + orderId), shippingTime: '7-21', note: null }))
  await ask(page, 'settings.change', { undoSeconds: 0 })
  await ask(page, 'outbox.fulfil', { items: items(10, 14) })
  await outboxShows(page, 'doneToday', 4)
  // A carrier has confirmed this one's number: Joom lets it be changed no more.
  for (const orderId of await ask(page, 'orders.ids', { filter: { ...toShip, view: 'shipped' } })) {
    if (!(await ask(page, 'orders.get', { id: orderId })).raw.includes('"tracking_confirmed":"True"')) continue
    await ask(page, 'outbox.modifyTracking', { items: [{ orderId, provider: 'EMS', trackingNumber: 'EE123456785CN' }] })
    await outboxShows(page, 'needsYou', 1)
    break
  }
  await ask(page, 'rehearsal.misbehave', { fault: 'error_500', times: 1, on: 'changes', seconds: 0 })
  await ask(page, 'outbox.fulfil', { items: items(15, 16) })
  await outboxShows(page, 'unknown', 1)
  await ask(page, 'settings.change', { undoSeconds: 30 })
  await ask(page, 'outbox.fulfil', { items: items(22, 25) })
}

async function go(page: Page, key: string, title: string): Promise<void> {
  await page.keyboard.press(key)
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
}

/** What a merchant has said of the numbers of carriers, with one that is tried. */
async function photographPatterns(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await ask(page, 'settings.change', { numberMasks: [{ provider: 'China Post', masks: ['LP##############', 'RB#########CN'] }, { provider: 'Ruston', masks: ['RU########'] }] })
  await page.getByRole('textbox', { name: 'Try a number' }).fill('LP00123456789012')
  await page.getByRole('heading', { name: 'Tracking numbers' }).evaluate((heading) => { heading.scrollIntoView({ block: 'start' }) })
  await shoot('number-patterns')
}

async function take(app: App, look: Look): Promise<void> {
  const { page } = app
  const shoot = (name: string): Promise<void> => photograph(page, name, look)
  await page.setViewportSize({ width: look.width, height: look.height })
  await shoot('welcome')
  await openDemoStore(app)
  await ask(page, 'settings.change', { operator: 'Ayşe Demir' })
  const rows = page.getByRole('grid').getByRole('row')
  await rows.nth(4).click()
  await page.getByText('Ship to').waitFor()
  await page.keyboard.press('Space')
  for (let i = 0; i < 7; i++) await page.keyboard.press('Shift+ArrowDown')
  await shoot('orders')
  await page.keyboard.press('F10')
  await page.getByRole('dialog').waitFor()
  await shoot('confirm')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Refund \$/ }).click()
  await page.getByRole('dialog').waitFor()
  await shoot('refund')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: 'Save as PDF' }).waitFor()
  await page.waitForFunction(sheetsAreDrawn)
  await shoot('print')
  await page.getByRole('button', { name: 'Pick list' }).click()
  await page.getByText('kinds of goods').or(page.locator('canvas')).first().waitFor()
  await page.waitForFunction(sheetsAreDrawn)
  await shoot('pick-list')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Customs forms' }).click()
  await page.getByRole('button', { name: 'Enter customs data' }).click()
  await page.getByText('still to be entered').waitFor()
  await shoot('customs')
  await go(page, 'F1', 'Orders')
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: /^Print 8 slips/ }).click()
  await page.getByText('0 of 8 good').waitFor()
  await page.getByRole('textbox', { name: 'Last good slip' }).fill('5')
  await page.waitForFunction(sheetsAreDrawn)
  await shoot('run')
  await page.getByRole('button', { name: 'Stopped there' }).click()
  await page.getByText('5 of 8 good').waitFor()
  await go(page, 'F4', 'Print runs')
  await page.getByRole('link', { name: /^Run / }).first().waitFor()
  await shoot('runs')
  await go(page, 'F1', 'Orders')
  await fillOutbox(page)
  await go(page, 'F3', 'Outbox')
  await page.getByText('Being found out').first().waitFor()
  await page.getByText('no answer since').first().click()
  await page.getByText('What happened, in words').waitFor()
  await shoot('outbox')
  await go(page, 'F7', 'Connections')
  await shoot('connections')
  await go(page, 'F8', 'Settings')
  await shoot('settings')
  await page.getByRole('button', { name: 'Calibrate a printer' }).click()
  await page.getByRole('heading', { name: 'Calibration', level: 1 }).waitFor()
  for (const code of [keyboardSquare, 'L203B6', 'L203B5', 'L203B4', 'L203B3', 'L300B8', 'L203Q6', 'L203Q5']) {
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
  }
  await page.getByRole('button', { name: 'Next is not read: Bars, 203 dpi' }).click()
  await page.getByLabel('Ruler, left to right').fill('77.5')
  await shoot('calibration')
  await go(page, 'F8', 'Settings')
  await page.getByRole('button', { name: 'Change how slips look' }).click()
  await page.waitForFunction(sheetsAreDrawn)
  await shoot('template')
  await go(page, 'F8', 'Settings')
  await photographPatterns(page, shoot)
  await go(page, 'F1', 'Orders')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await shoot('palette')
}

mkdirSync(folder, { recursive: true })
for (const look of looks) {
  // A folder that a printer watches: a run can be printed here, where there is no printer.
  const labels = mkdtempSync(join(tmpdir(), 'packbench-pictures-'))
  const app = await begin({ settings: { theme: look.theme, redirectPort: 41_917, folders: [{ id: 'label', name: 'Label printer', path: labels, watched: true }] } })
  try {
    await take(app, look)
  } finally {
    await app.close()
    remove(app.userData)
    remove(labels)
  }
}
