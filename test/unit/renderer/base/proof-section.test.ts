import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { HistoryCheck } from '../../../../electron/contract/schemas.ts'
import { noon } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

const seal = 'ab'.repeat(32)
async function open(answers: Readonly<Record<string, (input: never) => unknown>> = {}): Promise<{ main: FakeStores; window: OpenWindow }> {
  const main = new FakeStores([storeView(1)])
  for (const [route, answer] of Object.entries({ 'privacy.due': () => ({ orders: 0 }), ...answers })) main.answers.set(route, answer)
  return { main, window: await openWindow(main, '/settings') }
}
const section = (window: OpenWindow): string => window.find('[aria-labelledby="section-proof"]').textContent.replace(/\s+/g, ' ')
async function enter(window: OpenWindow, selector: string, text: string): Promise<void> {
  await window.type(window.find(selector), text)
  window.find(selector).dispatchEvent(new Event('change', { bubbles: true }))
  await window.wait()
}

describe('the history', () => {
  it.each<[HistoryCheck, string]>([
    [{ kind: 'whole', entries: 4812, firstAt: noon - 9e8, lastAt: noon, hash: seal }, 'The history is whole: 4,812 entries'],
    [{ kind: 'unfit', id: 63, at: noon }, 'entry 63 of'],
    [{ kind: 'missing', id: 31, at: noon }, 'entries before number 31'],
    [{ kind: 'end_missing', id: 60, at: noon }, 'entries after number 60 are gone']
  ])('is checked where somebody asks, and what was found is said: %j', async (found, said) => {
    const { window } = await open({ 'history.check': () => found })
    expect(section(window)).not.toContain('whole')
    await window.click(window.button('Check the history'))
    expect(section(window)).toContain(said)
    expect(section(window).includes(seal)).toBe(found.kind === 'whole')
    expect(section(window).includes('Export the history now')).toBe(found.kind !== 'whole')
  })

  it('says what stood in the way of checking it', async () => {
    const { window } = await open({ 'history.check': () => { throw new Trouble({ code: 'storage_stopped' }) } })
    await window.click(window.button('Check the history'))
    expect(section(window)).toContain('Restart Packbench')
    expect(section(window)).not.toContain('whole')
  })

  it('is exported whole, or of whole days as this computer has them', async () => {
    const { main, window } = await open({ 'history.export': () => ({ path: '/home/ayse/history.csv', entries: 12 }) })
    await window.click(window.button('Export the history'))
    expect(main.inputOf('history.export')).toEqual({ format: 'csv', from: null, to: null })
    expect(section(window)).toContain('12 entries saved to /home/ayse/history.csv')
    await enter(window, '#export-from', '2026-11-01')
    await enter(window, '#export-to', '2026-11-22')
    await window.click(window.find('input[value="json"]'))
    await window.click(window.button('Export the history'))
    expect(main.inputOf('history.export')).toEqual({ format: 'json', from: new Date(2026, 10, 1).getTime(), to: new Date(2026, 10, 23).getTime() - 1 })
    await enter(window, '#export-to', '2026-10-31')
    expect(window.find('#export-error').textContent).toContain('lies after')
    expect(window.button('Export the history').disabled).toBe(true)
  })

  it('says nothing of a file where the person cancelled', async () => {
    const { window } = await open({ 'history.export': () => ({ path: null, entries: 0 }) })
    await window.click(window.button('Export the history'))
    expect(section(window)).not.toContain('saved to')
  })
})

describe('recipients of old orders', () => {
  it('are kept until somebody says otherwise, and forgotten now only after a confirmation', async () => {
    let due = 1204
    const { main, window } = await open({ 'privacy.due': () => ({ orders: due }), 'privacy.erase': () => { due = 0; return { orders: 1204 } } })
    expect(section(window)).not.toContain('recipients now')
    await window.click(window.find('[aria-describedby="forget-help"]'))
    expect(main.inputOf('settings.change')).toEqual({ eraseAfterDays: 365 })
    await enter(window, '#eraseAfterDays', '29')
    expect(window.find('#eraseAfterDays-error').textContent).toContain('from 30 to 3650')
    await enter(window, '#eraseAfterDays', '90')
    expect(main.inputOf('settings.change')).toEqual({ eraseAfterDays: 90 })
    expect(main.countOf('privacy.due')).toBe(3)
    await window.click(window.button('Forget 1,204 recipients now'))
    expect(main.countOf('privacy.erase')).toBe(0)
    await window.click([...window.find('[role="dialog"]').querySelectorAll('button')].at(-1) as HTMLElement)
    expect(main.countOf('privacy.erase')).toBe(1)
    expect(window.text()).toContain('Recipients of 1204 orders forgotten')
    expect(section(window)).toContain('No order has ended so long ago')
    await window.click(window.find('[aria-describedby="forget-help"]'))
    expect(main.inputOf('settings.change')).toEqual({ eraseAfterDays: null })
  })
})
