import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPdf } from '../integration/documents/read-pdf.ts'
import { ask, begin, openDemoStore, openOrder, orderRows, searchFor } from '../support/journey.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let folder = ''
beforeAll(async () => {
  app = await begin({ settings: { operator: 'Ayşe Demir' } })
  ;({ page } = app)
  folder = join(app.userData, 'label-printer')
  mkdirSync(folder)
  await openDemoStore(app)
  // A folder that a printer watches stands for the printer.
  await ask(page, 'settings.change', { folders: [{ id: 'label', name: 'Label printer', path: folder, watched: true }], printer: 'folder:label' })
})
afterAll(async () => {
  await app.close()
  remove(app.userData)
})
const said = (file: string): string[][] => readPdf(readFileSync(join(folder, file))).pages.map((sheet) => sheet.said.map(({ text }) => text))
const status = (words: string): Promise<void> => page.getByRole('status').filter({ hasText: words }).first().waitFor()

describe('a run of forty slips', () => {
  it('is printed, and asks how it came out', async () => {
    await orderRows(page).nth(0).getByRole('checkbox').click()
    for (let i = 1; i < 40; i++) await page.keyboard.press('Shift+ArrowDown')
    // What is selected and not yet known holds the key back.
    await expect.poll(() => page.getByRole('region', { name: 'Selected orders' }).getByRole('button', { name: /^Print 40 slips/ }).isEnabled()).toBe(true)
    await page.keyboard.press('F9')
    await page.getByText(/^40 packing slips on 40 pages/).waitFor()
    await page.getByRole('button', { name: /^Print 40 slips/ }).click()
    await page.getByRole('heading', { name: 'Print run 1', level: 1 }).waitFor()
    await status('how did it come out?')
    expect(readdirSync(folder)).toEqual(['packbench-1.pdf'])
    await page.getByText('0 of 40 good').waitFor()
  })

  it('stopped at 37: it is good up to there, and goes on at 38 with what may have come out marked as COPY 2', async () => {
    await page.getByRole('textbox', { name: 'Last good slip' }).fill('37')
    await page.getByText('good up to 37, resume at 38').waitFor()
    await page.getByRole('button', { name: 'Stopped there' }).click()
    await page.getByText('37 of 40 good').waitFor()
    await page.keyboard.press('F9')
    await status('how did it come out?')
    const again = said('packbench-1-38-40.pdf')
    expect(again).toHaveLength(3)
    again.forEach((sheet, i) => { expect(sheet).toEqual(expect.arrayContaining(['COPY 2', String(38 + i), expect.stringMatching(/40 · \S+ 1$/)])) })
    expect(said('packbench-1.pdf').flat()).not.toContain('COPY 2')
    await page.keyboard.press('F9')
    await status('all 40 good')
  })

  it('prints one order again as COPY 2, and each sheet stands in the ledger', async () => {
    await page.getByRole('textbox', { name: 'From slip' }).fill('5')
    await page.getByRole('button', { name: 'Print slip 5 again' }).click()
    await status('how did it come out?')
    await page.keyboard.press('F9')
    await status('all 40 good')
    const { ledger } = await ask(page, 'prints.run', { id: 1 })
    expect(ledger).toHaveLength(44)
    expect(ledger.filter(({ position }) => position === 5).map(({ copy, state, printer }) => [copy, state, printer])).toEqual([[1, 'good', 'folder:label'], [2, 'good', 'folder:label']])
    expect(ledger.filter(({ position }) => position === 37 || position === 38).map(({ position, copy, state }) => [position, copy, state])).toEqual([[37, 1, 'good'], [38, 1, 'spoiled'], [38, 2, 'good']])
    const fifth = ledger.find(({ position }) => position === 5)?.joomId ?? ''
    await page.keyboard.press('F1')
    const panel = await openOrder(page, 'To ship', fifth)
    await panel.getByText('COPY 2 of the slip good, run 1, place 5').waitFor()
    await panel.getByText(/^Slip handed to Label printer, run 1, place 5/).waitFor()
    await searchFor(page, '')
  })

  it('is asked about before any of its orders prints in another run', async () => {
    await page.getByRole('region', { name: 'Selected orders' }).getByRole('button', { name: /^Print 40 slips/ }).click()
    await page.getByText('40 orders are in another run').waitFor()
    await page.getByText(/Run 1, all good/).waitFor()
    await page.keyboard.press('F4')
    await page.getByRole('link', { name: /^Run 1\b.*40 packing slips.*all good/ }).waitFor()
    expect(app.complaints).toEqual([])
  })
})
