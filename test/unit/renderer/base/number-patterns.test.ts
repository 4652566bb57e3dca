import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { NumberMasks } from '../../../../electron/domain/number-mask.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

function mainWith(masks: NumberMasks): FakeStores {
  const main = new FakeStores([storeView(1)])
  main.settings = { ...main.settings, numberMasks: masks.map((one) => ({ ...one, masks: [...one.masks] })) }
  return main
}
const section = (window: OpenWindow): HTMLElement => window.find('[aria-labelledby="section-numbers"]')
const rows = (window: OpenWindow): string[] => [...section(window).querySelectorAll('li')].map((row) => `${row.querySelector('span')?.textContent ?? ''} ${row.querySelector('input')?.value ?? ''}`)
const field = (window: OpenWindow, at: number): HTMLInputElement => section(window).querySelectorAll<HTMLInputElement>('li input')[at]!
async function change(window: OpenWindow, input: HTMLInputElement, text: string): Promise<void> {
  await window.type(input, text)
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await window.wait(10)
}
async function choose(window: OpenWindow, provider: string): Promise<void> {
  await window.click(section(window).querySelector<HTMLElement>('.combo .open')!)
  await window.wait(20)
  await window.click(window.all('[role="option"]').find((one) => one.textContent.trim() === provider)!)
}
async function add(window: OpenWindow, pattern: string): Promise<void> {
  await window.type(window.find('#pattern-new'), pattern)
  window.find('#pattern-new').closest('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await window.wait(10)
}

describe('patterns of tracking numbers', () => {
  it('are added as they are typed, in capitals, and the field waits for the next', async () => {
    const main = mainWith([])
    const window = await openWindow(main, '/settings')
    expect(section(window).textContent).toContain('None yet')
    await choose(window, 'Ruston')
    await add(window, ' ru######## ')
    expect(main.settings.numberMasks).toEqual([{ provider: 'Ruston', masks: ['RU########'] }])
    expect(rows(window)).toEqual(['Ruston RU########'])
    expect(document.activeElement).toBe(window.find('#pattern-new'))
    await add(window, 'RV@*######')
    expect(rows(window)).toEqual(['Ruston RU########', 'Ruston RV@*######'])
  })

  it('that cannot be kept say why, and stay as typed', async () => {
    const main = mainWith([{ provider: 'Ruston', masks: ['RU##'] }])
    const window = await openWindow(main, '/settings')
    await add(window, 'RU##')
    expect(window.find('#pattern-error').textContent).toContain('Choose the provider')
    await choose(window, 'Ruston')
    for (const [typed, words] of [['', 'Type what a number looks like'], ['RU-##', 'Only letters, digits and the signs #, @ and *'], ['RU12', 'This fits one number only'], ['ru##', 'has this pattern already'], ['#'.repeat(51), '50 letters and digits at most']] as const) {
      await add(window, typed)
      expect(window.find('#pattern-error').textContent).toContain(words)
      expect((window.find('#pattern-new') as HTMLInputElement).value).toBe(typed)
    }
    expect(main.countOf('settings.change')).toBe(0)
    await window.type(window.find('#pattern-new'), 'RV##')
    expect(window.all('#pattern-error')).toHaveLength(0)
  })

  it('are changed where they stand', async () => {
    const main = mainWith([{ provider: 'DHL', masks: ['GM####', 'GN####'] }])
    const window = await openWindow(main, '/settings')
    await change(window, field(window, 0), 'gm#####')
    expect(main.settings.numberMasks).toEqual([{ provider: 'DHL', masks: ['GM#####', 'GN####'] }])
    await change(window, field(window, 0), 'GN####')
    expect(window.find('#pattern-0-error').textContent).toContain('has this pattern already')
    expect(field(window, 0).getAttribute('aria-invalid')).toBe('true')
    expect(field(window, 0).value).toBe('GN####')
    await change(window, field(window, 0), 'GM#####')
    expect(window.all('#pattern-0-error')).toHaveLength(0)
    expect(main.countOf('settings.change')).toBe(1)
  })

  it('are removed, with the focus on the next', async () => {
    const main = mainWith([{ provider: 'DHL', masks: ['GM####', 'GN####'] }, { provider: 'Ruston', masks: ['RU##'] }])
    const window = await openWindow(main, '/settings')
    await window.click(window.button('Remove the pattern GM#### of DHL'))
    expect(rows(window)).toEqual(['DHL GN####', 'Ruston RU##'])
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove the pattern GN#### of DHL')
    await window.click(window.button('Remove the pattern RU## of Ruston'))
    await window.click(window.button('Remove the pattern GN#### of DHL'))
    expect(main.settings.numberMasks).toEqual([])
    expect(document.activeElement).toBe(window.find('#pattern-new'))
  })

  it('that main could not keep stay as typed, with the reason', async () => {
    const main = mainWith([{ provider: 'DHL', masks: ['GM####'] }])
    main.answers.set('settings.change', () => { throw new Trouble({ code: 'storage_full' }) })
    const window = await openWindow(main, '/settings')
    await choose(window, 'Ruston')
    await add(window, 'RU##')
    expect(section(window).textContent).toContain('The disk is full')
    expect((window.find('#pattern-new') as HTMLInputElement).value).toBe('RU##')
    await change(window, field(window, 0), 'GM#')
    expect(field(window, 0).value).toBe('GM#')
    expect(rows(window)).toEqual(['DHL GM#'])
  })

  it('say at once which of them a number fits', async () => {
    const main = mainWith([{ provider: 'DHL', masks: ['GM####', '@@****'] }, { provider: 'Ruston', masks: ['@@####'] }])
    const window = await openWindow(main, '/settings')
    const says = (): string => window.find('#try-says').textContent
    await window.type(window.find('#try-number'), ' gm 1234')
    expect(says()).toBe('Fits DHL: GM#### · @@****Fits Ruston: @@####')
    await window.type(window.find('#try-number'), 'GM12345')
    expect(says()).toBe('Fits none of these patterns.')
    main.emit('settings.changed', { ...main.settings, numberMasks: [{ provider: 'DHL', masks: ['GM#####'] }] })
    await window.wait(10)
    expect(says()).toBe('Fits DHL: GM#####')
    await window.type(window.find('#try-number'), 'GM-1')
    expect(says()).toContain('letters and digits')
    await window.type(window.find('#try-number'), '')
    expect(says()).toBe('')
  })
})
