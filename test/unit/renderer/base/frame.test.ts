import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import type { OutboxSummary } from '../../../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../../../electron/domain/ids.ts'
import OutboxBadge from '../../../../renderer/components/frame/OutboxBadge.vue'
import { createCatalogue } from '../../../../renderer/i18n.ts'
import { createScreens } from '../../../../renderer/router.ts'
import { noon } from '../support/fake-main.ts'
import { openWindow, useWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

describe('the outbox in a word', () => {
  const calm: OutboxSummary = { needsYou: 0, unknown: 0, waiting: 0, due: 0, sending: 0, doneToday: 0, all: 0, nextLeavesAt: null, newest: null, holds: [], storage: null, now: noon }
  const hold = (why: OutboxSummary['holds'][number]['why'], kept: number, store = 1): OutboxSummary['holds'][number] => ({ connectionId: store as ConnectionId, why, since: noon, until: noon, kept })
  const worst: readonly (readonly [words: string, part: Partial<OutboxSummary>])[] = [
    ['all sent', {}], ['3 leaving', { waiting: 3 }], ['sending 2 of 7', { waiting: 3, due: 5, sending: 2 }], ['1 being found out', { unknown: 1, due: 5 }], ['disk full', { needsYou: 1, due: 3, storage: 'storage_full' }], ['no permission, 1 kept', { unknown: 1, holds: [hold('needs_authorization', 1)] }],
    ['off-line, 12 kept', { waiting: 4, due: 8, holds: [hold('offline', 12)] }], ['off-line, 12 kept', { due: 14, holds: [hold('failing', 2, 3), hold('offline', 5), hold('offline', 7, 2)] }],
    ['no permission, 2 kept', { due: 2, holds: [hold('needs_authorization', 2)] }], ['Joom fails, 3 kept', { due: 3, unknown: 5, holds: [hold('failing', 3)] }], ['Joom’s pause, 3 kept', { due: 3, holds: [hold('throttled', 3)] }], ['1 needs you', { needsYou: 1, due: 8, holds: [hold('offline', 8)] }], ['2 need you', { needsYou: 2 }]
  ]
  it.each(worst)('says "%s" where that is the worst', (words, part) => {
    const badge = mount(OutboxBadge, { props: { summary: { ...calm, ...part }, now: noon, undoSeconds: 30 }, global: { plugins: [createCatalogue(), createScreens(() => Promise.resolve('orders'), createMemoryHistory())] } })
    expect(badge.text()).toBe(words)
    expect(badge.attributes('aria-label')).toBe(`Outbox: ${words}`)
  })
})

describe('the frame', () => {
  it('says where what is shown is not the real Joom, and only there', async () => {
    const real = await openWindow(new FakeStores([storeView(1)]), '/settings')
    expect(real.all('.env')).toHaveLength(0)
    real.wrapper.unmount()
    const mixed = await openWindow(new FakeStores([storeView(1), storeView(2, { environment: 'rehearsal' })]), '/settings')
    expect(mixed.find('.env').textContent).toBe('with rehearsal')
    mixed.wrapper.unmount()
    const other = await openWindow(new FakeStores([storeView(1, { environment: 'custom' })]), '/settings')
    expect(other.find('.env').textContent).toBe('another address')
  })

  it('says when the store that was read longest ago was read', async () => {
    const window = await openWindow(new FakeStores([storeView(1, { readAt: noon - 12_000 }), storeView(2, { readAt: noon - 180_000 })]), '/settings')
    expect(window.find('footer').textContent).toContain('Joom read 3 min ago')
  })

  it('says which store cannot be reached', async () => {
    const window = await openWindow(new FakeStores([storeView(1), storeView(2, { name: 'Kısmet', trouble: { since: noon, code: 'unavailable', message: '' } })]), '/settings')
    expect(window.find('footer').textContent).toContain('Kısmet unreachable since')
  })

  it('goes to the screens by their keys, and tells those who cannot see it', async () => {
    const window = await openWindow(new FakeStores([storeView(1)]), '/settings')
    await window.press('F7')
    await window.wait(20)
    expect(window.find('h1').textContent).toBe('Connections')
    expect(document.title).toBe('Connections · Packbench')
    expect(window.find('[aria-live="polite"].vh').textContent).toBe('Connections')
  })

  it('changes who packs here', async () => {
    const main = new FakeStores([storeView(1)])
    const window = await openWindow(main, '/settings')
    await window.click(window.button('Operator: Ayşe'))
    await window.type(window.find('[role="dialog"] input'), ' Emre ')
    await window.click(window.button('Save name'))
    await window.wait()
    expect(main.inputOf('settings.change')).toEqual({ operator: 'Emre' })
    expect(window.button('Operator: Emre')).toBeTruthy()
  })
})

describe('all actions', () => {
  it('stand in the palette with their keys, narrowed by what is typed, and run once the palette has gone', async () => {
    const window = await openWindow(new FakeStores([storeView(1)]), '/settings')
    await window.press('k', { ctrlKey: true })
    const options = () => window.all('[role="option"]').map(({ textContent }) => textContent)
    for (const action of ['Go to Orders', 'Go to Outbox', 'Go to Connections', 'Go to Settings', 'Show the keys of this screen', 'Look for printers again', 'Use the dark theme']) expect(options().join('\n')).toContain(action)
    expect(options().find((option) => option.includes('Go to Outbox'))).toContain('F3')
    await window.type(window.find('[role="dialog"] [role="combobox"]'), 'connéct')
    expect(options()).toHaveLength(1)
    await window.press('Enter')
    await window.wait(20)
    expect(window.all('[role="dialog"]')).toHaveLength(0)
    expect(window.find('h1').textContent).toBe('Connections')
  })

  it('are chosen with the arrows, over both ends', async () => {
    const window = await openWindow(new FakeStores([storeView(1)]), '/settings')
    await window.press('k', { ctrlKey: true })
    const chosen = () => window.all('[role="option"]').findIndex((option) => option.getAttribute('aria-selected') === 'true')
    await window.press('ArrowUp')
    expect(chosen()).toBe(window.all('[role="option"]').length - 1)
    await window.press('ArrowDown')
    expect(chosen()).toBe(0)
    expect(window.find('[role="dialog"] [role="combobox"]').getAttribute('aria-activedescendant')).toBe(window.all('[role="option"]')[0]?.id)
  })

  it('show their keys on the sheet', async () => {
    const window = await openWindow(new FakeStores([storeView(1)]), '/connections/1')
    await window.press('?', { shiftKey: true })
    const sheet = window.find('[role="dialog"]').textContent
    expect(sheet).toContain('Ctrl+S')
    expect(sheet).toContain('F8')
  })
})
