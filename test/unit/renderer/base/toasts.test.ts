import { expect, it, vi } from 'vitest'
import { useToasts } from '../../../../renderer/stores/toasts.ts'
import { openWindow, useWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

it('good news goes by itself, but not from under the pointer; bad news waits to be read', async () => {
  const window = await openWindow(new FakeStores([storeView(1)]), '/settings')
  const toasts = useToasts()
  toasts.say({ kind: 'good', text: 'Forty slips good' })
  toasts.say({ kind: 'bad', text: 'Joom refused one' })
  await window.wait()
  window.find('.toast.good').dispatchEvent(new MouseEvent('mouseenter'))
  await window.wait(60_000)
  expect(window.all('.toast')).toHaveLength(2)
  window.find('.toast.good').dispatchEvent(new MouseEvent('mouseleave'))
  await window.wait(7000)
  expect(window.all('.toast').map(({ className }) => className)).toEqual(['toast bad'])
  expect(window.find('.toast.bad').getAttribute('role')).toBe('alert')
})

it('the key of a toast acts while it is shown, once, and no longer', async () => {
  const window = await openWindow(new FakeStores([storeView(1)]), '/settings')
  const undo = vi.fn()
  useToasts().say({ kind: 'live', text: () => '3 leave', action: { label: 'Undo', keys: 'Z', run: undo } })
  await window.wait()
  await window.press('z', { code: 'KeyZ' })
  await window.press('z', { code: 'KeyZ' })
  expect(undo).toHaveBeenCalledOnce()
  expect(window.all('.toast')).toHaveLength(0)
})

it('one with the same id takes the place of the older one', async () => {
  const window = await openWindow(new FakeStores([storeView(1)]), '/settings')
  useToasts().say({ id: 'copied', kind: 'good', text: 'one' })
  useToasts().say({ id: 'copied', kind: 'good', text: 'two' })
  await window.wait()
  expect(window.all('.toast span').map(({ textContent }) => textContent)).toEqual(['two'])
})
