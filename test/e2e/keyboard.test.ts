import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, begin, openDemoStore, type Signposts, signpostsOf } from '../support/journey.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let see: Signposts
beforeAll(async () => {
  app = await begin({ settings: { undoSeconds: 600 } })
  ;({ page } = app)
  see = signpostsOf(page)
  await openDemoStore(app)
})
afterAll(async () => {
  expect(app.complaints).toEqual([])
  await app.close()
  remove(app.userData)
})

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Where the focus is, as a screen reader would say it. */
const focus = (): Promise<string> => page.evaluate(() => `${document.activeElement?.getAttribute('role') ?? document.activeElement?.tagName.toLowerCase() ?? ''} ${document.activeElement?.getAttribute('aria-label') ?? ''}`.trim())
const bar = (): ReturnType<Page['getByRole']> => page.getByRole('region', { name: 'Selected orders' })
const openOrder = async (): Promise<string> => (await page.getByRole('region', { name: /^Order / }).all()).length === 0 ? '' : await page.getByRole('region', { name: /^Order / }).getAttribute('aria-label') ?? ''
/** Puts the focus into the list: its rows take it in turn. */
const intoTheList = (): Promise<void> => page.locator('[role="grid"] [role="row"][tabindex="0"]').first().focus()
const dialog = (): ReturnType<Page['getByRole']> => page.getByRole('dialog')
/** Whether a person sees where the focus is: a ring or an outline around it, or around its row. */
const focusShows = (): Promise<boolean> => page.evaluate(() => {
  const ringed = (element: Element | null, depth = 0): boolean => {
    if (element === null || depth > 3) return false
    const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(element)
    const after = getComputedStyle(element, '::after').boxShadow
    return boxShadow !== 'none' || after !== 'none' || (outlineStyle !== 'none' && outlineWidth !== '0px') || ringed(element.parentElement, depth + 1)
  }
  return ringed(document.activeElement)
})

describe('the job by keyboard alone', () => {
  it('goes to every screen by its key', async () => {
    for (const [key, title] of [['F3', 'Outbox'], ['F7', 'Connections'], ['F8', 'Settings'], ['F1', 'Orders']] as const) {
      await press(key)
      await expect.poll(() => see.title()).toBe(title)
    }
  })

  it('reaches the list by Tab, with the focus seen at every step', async () => {
    let reached = false
    for (let i = 0; i < 40 && !reached; i++) {
      await press('Tab')
      expect(await focusShows(), `focus on ${await focus()}`).toBe(true)
      reached = await page.evaluate(() => document.activeElement?.closest('[role="grid"]') !== null)
    }
    expect(reached).toBe(true)
  })

  it('moves, opens and selects', async () => {
    await intoTheList()
    await press('Home', 'Enter')
    await expect.poll(openOrder).toMatch(/^Order /)
    const first = await openOrder()
    await press('ArrowDown', 'ArrowDown', 'Enter')
    await expect.poll(openOrder).not.toBe(first)
    await press('Space')
    await bar().getByText('1 selected').waitFor()
    await press('Shift+ArrowDown', 'Shift+ArrowDown')
    await bar().getByText('3 selected').waitFor()
    await press('Control+a')
    await bar().getByText('120 selected').waitFor()
    await press('Escape')
    await bar().waitFor({ state: 'detached' })
    await press('End')
    await press('Home')
  })

  it('searches, and comes back to the list', async () => {
    await press('/')
    await expect.poll(focus).toContain('input')
    await page.keyboard.type('MUG-350')
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).not.toContain('120')
    await press('Escape')
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toContain('120')
  })

  it('confirms shipments: F10, a number, Enter, a number, F10', async () => {
    await intoTheList()
    // The last ones are in no hurry: a late order's Undo is short.
    await press('End')
    // The end of the list is read only now; nobody chooses a row that is not yet there.
    await expect.poll(() => page.evaluate(() => document.activeElement?.querySelector('input[type="checkbox"]') != null)).toBe(true)
    await press('Space', 'Shift+ArrowUp')
    await bar().getByRole('button', { name: /^Confirm 2 shipments/ }).and(page.locator(':enabled')).waitFor()
    await press('F10')
    await dialog().waitFor()
    await page.keyboard.type('rb 000000014 cn')
    await press('Enter')
    await page.keyboard.type('RB000000028CN')
    await press('F10')
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(() => see.outbox()).toContain('2 leaving')
    const rows = await ask(page, 'outbox.rows', { groups: ['waiting'], offset: 0, limit: 10 })
    expect(rows.map((row) => 'trackingNumber' in row.intent && row.intent.trackingNumber)).toEqual(['RB000000014CN', 'RB000000028CN'])
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)
  })

  it('takes back by Z in the outbox', async () => {
    await press('F3')
    await expect.poll(() => see.title()).toBe('Outbox')
    await page.locator('main [aria-keyshortcuts="Z"]').waitFor()
    await press('z')
    await expect.poll(() => see.outbox()).toContain('1 leaving')
    await press('F1')
    await expect.poll(() => see.title()).toBe('Orders')
  })

  it('prints by F9 and comes back with the selection kept', async () => {
    await intoTheList()
    await press('Escape', 'Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Space', 'Shift+ArrowDown')
    await bar().getByRole('button', { name: /^Print 2 slips/ }).and(page.locator(':enabled')).waitFor()
    await press('F9')
    await page.getByRole('button', { name: 'Save as PDF' }).waitFor()
    await expect.poll(() => see.title()).toBe('Print')
    await press('F1')
    await bar().getByText('2 selected').waitFor()
  })

  it('finds every action in the palette', async () => {
    await press('Control+k')
    await dialog().waitFor()
    await page.keyboard.type('outbox')
    await press('Enter')
    await expect.poll(() => see.title()).toBe('Outbox')
    await press('F1')
  })

  it('shows the keys of the screen, and gives the focus back', async () => {
    await intoTheList()
    await press('Home')
    const before = await focus()
    await press('?')
    await dialog().waitFor()
    await dialog().getByText('F10').first().waitFor()
    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(focus).toBe(before)
  })
})
