import { describe, expect, it, vi } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import { standardTemplate, type SlipTemplate } from '../../../../electron/domain/slip-template.ts'
import { useTemplates } from '../../../../renderer/stores/templates.ts'
import { FakeMain, orderRow, store } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

// Drawing pages needs a real browser: the pages are looked at there.
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({
  warmSheets: () => Promise.resolve(),
  openSheets: () => Promise.resolve({ pages: 1, points: 283, ratio: 1.4, draw: () => ({ done: Promise.resolve(true), cancel: () => undefined }), close: () => undefined })
}))
useWindow()

const box = (window: OpenWindow, words: string): HTMLInputElement => {
  const label = window.all('label.tick').find((one) => one.textContent.trim() === words)
  const input = label?.querySelector('input')
  if (input == null) throw new Error(`No box says ${words}`)
  return input
}
const choose = async (window: OpenWindow, selector: string, value: string): Promise<void> => {
  const select = window.find(selector) as HTMLSelectElement
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
  await window.wait(400)
}
const asked = (main: FakeMain): SlipTemplate[] => main.asked.flatMap(([route, input]) => (route === 'templates.preview' ? [(input as { template: SlipTemplate }).template] : []))

describe('the template of slips', () => {
  it('shows the sheet of a real order, made anew once the typing pauses, and keeps nothing before it is saved', async () => {
    const main = new FakeMain([orderRow(1), orderRow(2)])
    const window = await openWindow(main, '/template')
    await window.wait(300)
    expect(main.inputOf('templates.preview')).toEqual({ connectionId: null, orderId: 1, template: standardTemplate, part: 'slip', paper: 'a4', language: 'buyer' })
    expect(window.text()).toContain('Order 1 of 2 Buyer 1')
    await window.click(window.button('Show the next order'))
    await window.wait(100)
    expect(main.inputOf('templates.preview')).toMatchObject({ orderId: 2 })

    const before = asked(main).length
    const heading = window.all('input[type="text"], input:not([type])').find((one) => one.closest('.field')?.textContent.includes('Line over the goods'))!
    for (const text of ['T', 'Th', 'Thanks']) await window.type(heading, text)
    expect(asked(main)).toHaveLength(before)
    await window.wait(400)
    expect(asked(main).slice(before).map(({ heading: said }) => said)).toEqual(['Thanks'])
    expect(main.settings.slipTemplate).toEqual(standardTemplate)

    await window.click(window.button('Save template'))
    await window.wait(100)
    expect(main.settings.slipTemplate).toEqual({ ...standardTemplate, heading: 'Thanks' })
    expect(window.text()).toContain('Template saved')
    await window.click(window.button('Back to standard'))
    await window.click(window.button('Save template'))
    await window.wait(100)
    expect(main.settings.slipTemplate).toEqual(standardTemplate)
  })

  it('has a box for all that can be left out, none for what cannot, and says why', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/template')
    await window.wait(300)
    expect(window.all('label.tick').map((one) => one.textContent.trim())).toEqual(['SKU', 'Colour', 'Size', 'Product number', 'Price of one', 'Picture', 'Store’s logo', 'Return address', 'Dates', 'Order’s note', 'Sender on address labels'])
    for (const said of ['Phone: carriers call before they give up.', 'Codes, place in the run: the bench scans them']) expect(window.text()).toContain(said)
    await window.click(box(window, 'Colour'))
    await window.click(window.all('.choices label').find((one) => one.textContent.trim() === 'Large')!.querySelector('input')!)
    await window.wait(400)
    expect(asked(main).at(-1)).toMatchObject({ show: { ...standardTemplate.show, color: false }, sizes: { recipient: 'large', goods: 'normal', words: 'normal' } })
  })

  it('has a slip of nobody’s order made as the standard has it, whatever is shown; nothing where that cannot be', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/template')
    await window.wait(300)
    await window.click(box(window, 'Colour'))
    await window.wait(400)
    const [shown, many] = [window.text(), asked(main).length]
    main.answers.set('templates.preview', () => ({ pdf: new Uint8Array([7]), pages: 1, missing: [], problems: [], order: null }))
    expect(await useTemplates().sample()).toEqual(new Uint8Array([7]))
    expect(main.inputOf('templates.preview')).toEqual({ connectionId: null, orderId: null, template: standardTemplate, part: 'slip', paper: 'a4', language: 'en' })
    main.answers.set('templates.preview', () => { throw new Trouble({ code: 'documents_failed', detail: 'the worker ended' }) })
    expect(await useTemplates().sample()).toBeNull()
    expect([window.text(), asked(main).length]).toEqual([shown, many + 2])
  })

  it('is a store’s own once it is saved there, follows that of all stores until then and again when asked to', async () => {
    const main = new FakeMain([orderRow(1)])
    main.settings = { ...main.settings, slipTemplate: { ...standardTemplate, heading: 'For all' } }
    const window = await openWindow(main, '/template')
    await window.wait(300)
    await choose(window, '#template-store', String(store))
    expect(window.text()).toContain('Nordlicht follows the template of all stores')
    expect(asked(main).at(-1)?.heading).toBe('For all')
    await window.click(box(window, 'SKU'))
    await window.click(window.button('Save template'))
    await window.wait(100)
    expect(main.ownTemplates.get(store)).toMatchObject({ heading: 'For all', show: { sku: false } })
    expect(main.settings.slipTemplate.show.sku).toBe(true)
    expect(window.text()).toContain('Nordlicht has a template of its own.')
    await window.click(window.button('Follow the template of all stores again'))
    await window.wait(100)
    expect(main.ownTemplates.size).toBe(0)
    expect(box(window, 'SKU').checked).toBe(true)
  })

  it('keeps what is changed while another screen is looked at, until it is discarded', async () => {
    const main = new FakeMain([orderRow(1)])
    const window = await openWindow(main, '/template')
    await window.wait(300)
    await window.click(box(window, 'Size'))
    await window.wait(400)
    await window.press('F1')
    await window.wait(300)
    await window.press('F8')
    await window.wait(300)
    await window.click(window.button('Change how slips look'))
    await window.wait(400)
    expect(box(window, 'Size').checked).toBe(false)
    await window.click(window.button('Discard changes'))
    await window.wait(100)
    expect(box(window, 'Size').checked).toBe(true)
    expect(window.button('Save template').disabled).toBe(true)
  })

  it('tells what does not fit, what no font has, and an error, each with what can be done; without orders it says so', async () => {
    const main = new FakeMain([])
    main.answers.set('templates.preview', () => ({ pdf: new Uint8Array([1]), pages: 3, missing: ['𓆣'], problems: [{ field: 'recipient', why: 'too_long' }], order: null }))
    const window = await openWindow(main, '/template')
    await window.wait(400)
    expect(window.text()).toContain('No orders here yet: an invented one is shown.')
    expect(window.text()).toContain('This order takes 3 pages: smaller type, fewer words or larger paper keep it on one.')
    expect(window.text()).toContain('No font has 𓆣')
    expect(window.text()).toContain('The recipient does not fit on this paper: such an order would be left out.')
    main.answers.set('templates.preview', () => { throw new Trouble({ code: 'documents_failed', detail: 'the worker ended' }) })
    await window.click(box(window, 'Size'))
    await window.wait(400)
    expect(window.find('[role="alert"]').textContent).not.toBe('')
    main.answers.set('templates.save', () => { throw new Trouble({ code: 'not_found' }) })
    await window.click(window.button('Save template'))
    await window.wait(100)
    expect(window.button('Save template').disabled).toBe(false)
    expect(box(window, 'Size').checked).toBe(false)
  })
})
