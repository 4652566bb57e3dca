import { describe, expect, it, vi } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import type { PaperSaid } from '../../../../electron/contract/schemas.ts'
import { commandCodeOf } from '../../../../electron/domain/command-code.ts'
import { pickCodeOf } from '../../../../electron/domain/pick-code.ts'
import { sheetCodeOf } from '../../../../electron/domain/sheet-code.ts'
import { FakeMain, orderRow } from '../support/fake-main.ts'
import { openWithAll } from '../support/open-with-all.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'

// Drawing pages needs a real browser: they are looked at there.
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({ warmSheets: () => Promise.resolve(), openSheets: () => Promise.resolve({ pages: 1, ratio: 1.5, draw: () => ({ done: Promise.resolve(true), cancel: () => undefined }), close: () => undefined }) }))
useWindow()

const idOf = (n: number): string => `5c3d1a2b4e5f60718293a4b${String(n)}`
const codeOf = (n: number): string => sheetCodeOf({ joomId: idOf(n), world: 'real', hash: '9f3a21c0' })
const said = (n: number, part: Partial<PaperSaid> = {}): unknown => ({ verdict: 'current', orderId: n, joomId: idOf(n), differences: [], newest: null, ...part })
/** Three orders to ship, and what is said of each sheet that is scanned. */
function three(paper: unknown = said(1)): FakeMain {
  const main = new FakeMain([1, 2, 3].map((n) => orderRow(n, { joomId: idOf(n), pickCode: pickCodeOf(n) })))
  main.answers.set('prints.checkPaper', () => paper)
  return main
}
const panel = (): string | null => document.querySelector('.side')?.getAttribute('aria-label') ?? null
const dialog = (): string => document.querySelector('[role="dialog"]')?.textContent ?? ''
async function openSecond(main: FakeMain): Promise<OpenWindow> {
  const window = await openWindow(main, '/orders')
  window.find('[data-index="1"]').focus()
  await window.press('Enter')
  expect(panel()).toBe(`Order ${idOf(2)}`)
  return window
}
/** As a scanner does it: all of the code, and Enter behind it. */
async function scan(window: OpenWindow, code: string): Promise<void> {
  await window.press('/')
  await window.type(window.find('#orders-search'), code)
  await window.press('Enter')
}

describe('a sheet that is scanned while another order is open', () => {
  it('opens its own order, which the keys then act on', async () => {
    const window = await openSecond(three())
    await scan(window, codeOf(1))
    expect(panel()).not.toBe(`Order ${idOf(2)}`)
    await window.wait(400)
    expect(panel()).toBe(`Order ${idOf(1)}`)
    expect(window.text()).toContain(`says what is known of order ${idOf(1)} now`)
    await window.press('F10')
    await window.wait(100)
    expect(dialog()).toContain('Confirm shipment')
    expect(dialog()).toContain('Buyer 1')
    expect(dialog()).not.toContain('Buyer 2')
  })

  it('puts that order away at once: no key acts on it, whatever is known of the sheet and however long that takes', async () => {
    const main = three()
    const known: (() => void)[] = []
    main.answers.set('prints.checkPaper', () => new Promise((resolve) => { known.push(() => { resolve(said(1)) }) }))
    const window = await openSecond(main)
    await window.press('/')
    await window.type(window.find('#orders-search'), codeOf(1))
    for (const key of ['F10', 'F9']) await window.press(key)
    await window.press('Enter')
    expect(panel()).toBeNull()
    for (const key of ['F10', 'F9']) await window.press(key)
    await window.wait(500)
    for (const key of ['F10', 'F9']) await window.press(key)
    await window.wait(300)
    expect(dialog()).toBe('')
    expect(main.countOf('prints.prepare')).toBe(0)
    for (const tell of known) tell()
    await window.wait(100)
    expect(panel()).toBe(`Order ${idOf(1)}`)
  })

  it('leaves nothing open where it cannot be looked at, or its order is not known', async () => {
    const main = three()
    main.answers.set('prints.checkPaper', () => { throw new Trouble({ code: 'internal' }) })
    const window = await openSecond(main)
    main.answers.set('orders.overview', () => { throw new Trouble({ code: 'internal' }) })
    await scan(window, codeOf(9))
    await window.wait(400)
    expect(panel()).toBeNull()
  })

  it('opens its order once more where the same code is scanned again', async () => {
    const window = await openSecond(three())
    await scan(window, codeOf(1))
    await window.wait(400)
    await window.press('Escape')
    expect(panel()).toBeNull()
    await scan(window, codeOf(1))
    await window.wait(400)
    expect(panel()).toBe(`Order ${idOf(1)}`)
  })

  it('lets go of what was selected, says so, and gives it back when asked', async () => {
    const window = await openWindow(three(), '/orders')
    window.find('[data-index="0"]').focus()
    await window.press('a', { ctrlKey: true })
    await window.wait(300)
    await scan(window, codeOf(1))
    await window.wait(400)
    expect(document.querySelector('.bulk')).toBeNull()
    await window.press('F10')
    await window.wait(100)
    expect(dialog()).toContain('Confirm shipment')
    expect(dialog()).not.toContain('Buyer 2')
    await window.press('Escape')
    expect(window.text()).toContain('The selection of 3 orders was let go')
    await window.click(window.button('Select again'))
    await window.wait(300)
    expect(window.find('.bulk').textContent).toContain('3 selected')
    // What the sheet is worth does not stand beside what is done with others.
    expect(window.text()).not.toContain('says what is known')
  })
})

/** Keys that come at once, wherever the focus is. */
function strike(...keys: readonly string[]): void {
  for (const key of keys) document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

describe('a code that is scanned beside the search', () => {
  const typeAnywhere = async (window: OpenWindow, code: string): Promise<void> => {
    strike(...code)
    await window.press('Enter')
    await window.wait(400)
  }

  it.each(['F10', 'F9'].flatMap((key) => [['Enter', 0, key], ['Tab', 0, key], ['nothing', 0, key], ['nothing', 60, key], ['nothing', 190, key]] as const))('lets no key act on the order open before: a scanner that ends with %s, and %i ms later %s', async (ends, later, key) => {
    const main = three()
    const window = await openSecond(main)
    strike(...codeOf(1), ...(ends === 'nothing' ? [] : [ends]))
    if (later > 0) await window.wait(later)
    strike(key, key)
    await window.wait(400)
    expect([dialog(), main.countOf('prints.prepare')]).toEqual(['', 0])
    expect(panel()).toBe(`Order ${idOf(1)}`)
    await window.press('F10')
    await window.wait(100)
    expect(dialog()).toContain('Buyer 1')
  })

  it.each([1, 3, 4, 20])('lets none act before all of it is there: after %i of its characters', async (n) => {
    const window = await openSecond(three())
    strike(...codeOf(1).slice(0, n), 'F10', 'Escape', ...codeOf(1).slice(n))
    await window.wait(700)
    expect([dialog(), panel()]).toEqual(['', `Order ${idOf(1)}`])
  })

  it('is heard before a key that a busy window tells of first', async () => {
    const window = await openSecond(three())
    strike(...codeOf(1))
    const late = new KeyboardEvent('keydown', { key: 'F10', bubbles: true, cancelable: true })
    Object.defineProperty(late, 'timeStamp', { value: late.timeStamp + 900 })
    document.activeElement?.dispatchEvent(late)
    await window.wait(700)
    expect([dialog(), panel()]).toEqual(['', `Order ${idOf(1)}`])
  })

  it('is told from what a person types, however fast: what is open stays open, and a key acts on it a moment later', async () => {
    const main = three()
    const window = await openSecond(main)
    for (const key of 'mug 12') {
      strike(key)
      await window.wait(110)
    }
    await window.wait(100)
    expect([panel(), main.countOf('prints.checkPaper')]).toEqual([`Order ${idOf(2)}`, 0])
    await window.press('F10')
    await window.wait(100)
    expect(dialog()).toContain('Buyer 2')
  })

  it('holds back no key after a single letter', async () => {
    const window = await openSecond(three())
    strike('m')
    await window.wait(60)
    await window.press('F10')
    await window.wait(100)
    expect(dialog()).toContain('Buyer 2')
  })

  it('is searched, and opens its order', async () => {
    const window = await openSecond(three())
    await typeAnywhere(window, codeOf(1))
    expect(panel()).toBe(`Order ${idOf(1)}`)
    expect((window.find('#orders-search') as HTMLInputElement).value).toBe(codeOf(1))
  })

  // As a keyboard of another layout makes of it: no code any more.
  it.each([['a sheet’s code, garbled', codeOf(1).replaceAll('-', 'ß')], ['a tracking number', 'RB123456785GB']])('that names no order is no sheet of the order at hand, which is put away, and is said: %s', async (_what, code) => {
    const window = await openSecond(three())
    await typeAnywhere(window, code)
    expect(panel()).toBeNull()
    expect(window.text()).toContain(`“${code}” was scanned, which names no order`)
    await window.press('F10')
    await window.wait(100)
    expect(dialog()).toBe('')
  })

  it('that is a command of the card for the bench is told by its name, and the order at hand stays', async () => {
    const window = await openSecond(three())
    for (const [command, name] of [['hold', 'Hold'], ['reprint', 'Print again']] as const) {
      await typeAnywhere(window, commandCodeOf(command))
      expect(window.text()).toContain(`“${name}” of the command card was scanned`)
    }
    expect(window.text()).not.toContain('names no order')
    expect(panel()).toBe(`Order ${idOf(2)}`)
  })

  it('does not let an order open that was scanned before it', async () => {
    const main = three()
    const known: (() => void)[] = []
    main.answers.set('prints.checkPaper', () => new Promise((resolve) => { known.push(() => { resolve(said(1)) }) }))
    const window = await openSecond(main)
    await typeAnywhere(window, codeOf(1))
    await typeAnywhere(window, codeOf(3).replaceAll('-', 'ß'))
    for (const tell of known) tell()
    await window.wait(200)
    expect(panel()).toBeNull()
  })

  it('is not heard while a form lies over the list', async () => {
    const main = three()
    const window = await openSecond(main)
    await window.press('F10')
    await window.wait(100)
    window.button('Cancel').focus()
    await typeAnywhere(window, codeOf(1))
    expect(main.countOf('prints.checkPaper')).toBe(0)
    expect(panel()).toBe(`Order ${idOf(2)}`)
  })
})

describe('a stale sheet', () => {
  const stale = said(1, { verdict: 'stale', differences: [{ field: 'quantity', before: '1', after: '3' }] })

  it('opens its order, and is asked about before that is confirmed', async () => {
    const window = await openSecond(three(stale))
    await scan(window, codeOf(1))
    await window.wait(400)
    expect(panel()).toBe(`Order ${idOf(1)}`)
    await window.press('F10')
    await window.wait(100)
    expect(dialog()).toMatch(/The sheet you scanned is STALE.*1\s*3/su)
    expect(document.activeElement?.textContent).toContain('Cancel')
    await window.press('Escape')
    await window.wait(100)
    expect(dialog()).toBe('')
    await window.press('F10')
    await window.wait(100)
    await window.click(window.button('Confirm all the same'))
    await window.wait(100)
    expect(dialog()).toContain('Confirm shipment')
    expect(dialog()).toContain('Buyer 1')
  })

  it('is printed anew from there', async () => {
    const main = three(stale)
    const window = await openWindow(main, '/orders')
    await scan(window, codeOf(1))
    await window.wait(400)
    await window.press('F10')
    await window.wait(100)
    await window.click(window.button('Print a new slip'))
    await window.wait(300)
    expect(main.inputOf('prints.prepare')).toMatchObject({ orderIds: [1] })
  })
})

describe('a pick code that is scanned', () => {
  const newest = { run: 47, position: 12, copy: 1, older: false } as PaperSaid['newest']
  it.each([
    [said(1, { newest }), `The newest sheet of order ${idOf(1)} (run 47, place 12) says what is known of it now.`],
    [said(1, { newest: { ...newest!, copy: 2, older: true } }), '(run 47, place 12, COPY 2) says what is known of it now. Earlier ones do not'],
    [said(1, { verdict: 'stale', newest }), 'STALE sheet: order'], [said(1, { verdict: 'never_printed' }), `Nothing was printed of order ${idOf(1)} yet`]
  ])('opens its order and says what its newest sheet is worth: %#', async (paper, words) => {
    const window = await openSecond(three(paper))
    await scan(window, pickCodeOf(1))
    await window.wait(400)
    expect(panel()).toBe(`Order ${idOf(1)}`)
    expect(window.find('.notice').textContent.replaceAll(/\s+/gu, ' ')).toContain(words)
  })
})

describe('a row of the list while something is typed', () => {
  it('opens for a click, since the person sees which it is, and for no Enter, which a scanner sends', async () => {
    const window = await openWindow(three(), '/orders')
    await window.press('/')
    await window.type(window.find('#orders-search'), 'Buy')
    window.find('[data-index="1"]').focus()
    await window.press('Enter')
    expect(panel()).toBeNull()
    window.find('[data-index="1"]').click()
    await window.wait()
    expect(panel()).toBe(`Order ${idOf(2)}`)
  })
})

describe('the open order', () => {
  it('closes where the list of a search does not show it, and stays where it does', async () => {
    const window = await openSecond(three())
    await window.type(window.find('#orders-search'), 'mug')
    await window.wait(400)
    expect(panel()).toBe(`Order ${idOf(2)}`)
    await window.type(window.find('#orders-search'), 'buyer 3')
    await window.wait(400)
    expect(panel()).toBeNull()
  })

  it('is shown where another screen opened it: the search gives way', async () => {
    const main = three()
    main.answers.set('prints.prepare', () => ({ id: 47, kind: 'packing_slip', createdAt: 1, paper: 'a4', pages: 0, url: '', sheets: [], leftOut: [{ orderId: 2, joomId: idOf(2), reason: 'no_address', characters: [] }], changed: [], claimed: [], unread: 0 }))
    const window = await openWithAll(main, 'F9')
    await window.press('Escape')
    await window.wait(100)
    await window.type(window.find('#orders-search'), 'buyer 3')
    await window.wait(400)
    await window.press('F9')
    await window.wait(300)
    await window.click(window.button(new RegExp(idOf(2))))
    await window.wait(400)
    expect(panel()).toBe(`Order ${idOf(2)}`)
    expect((window.find('#orders-search') as HTMLInputElement).value).toBe('')
  })
})
