import { afterEach, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { invoke, on } from '../../../../renderer/api/bridge.ts'

function bridge(part: object): void {
  Object.defineProperty(window, 'bridge', { value: part, configurable: true })
}
afterEach(() => { Reflect.deleteProperty(window, 'bridge') })

it('sends plain data: Vue’s proxies, which the bridge refuses, never cross', async () => {
  const sent: unknown[] = []
  bridge({ invoke: (_: string, input: unknown) => { sent.push(structuredClone(input)); return Promise.resolve({ ok: true, value: [] }) } })
  const items = reactive([{ orderId: 1, provider: 'DHL', trackingNumber: 'X1', shippingTime: '7-14', note: null }])
  expect(await invoke('outbox.checkFulfil', { items })).toEqual({ ok: true, value: [] })
  expect(sent).toEqual([{ items: [{ orderId: 1, provider: 'DHL', trackingNumber: 'X1', shippingTime: '7-14', note: null }] }])
})

it('answers with an error even where the bridge itself fails', async () => {
  bridge({ invoke: () => Promise.reject(new Error('gone')) })
  expect(await invoke('app.info')).toEqual({ ok: false, error: { code: 'internal', detail: 'Error: gone' } })
})

it('hands out the way to stop listening', () => {
  const stop = vi.fn()
  const listen = vi.fn(() => stop)
  bridge({ on: listen })
  on('orders.changed', () => undefined)()
  expect(listen).toHaveBeenCalledWith('orders.changed', expect.any(Function))
  expect(stop).toHaveBeenCalledOnce()
})
