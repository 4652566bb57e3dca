import { describe, expect, it } from 'vitest'
import type { OrderFacts } from '../../../electron/domain/order.ts'
import type { ReadOutcome } from '../../../electron/domain/outcome.ts'
import type { JoomClient } from '../../../electron/joom/client.ts'
import { quirkNames, type Quirk } from '../../../electron/rehearsal/quirks.ts'
import { rehearsalStore } from '../../support/rehearsal-store.ts'

// The two sides were written apart, each from the reference: here they meet, one habit after the other and all at once.

interface Listed<Entity> { readonly readable: readonly Entity[]; readonly unreadable: readonly { readonly joomId: string | null; readonly raw: string }[] }
type PageOf = Listed<{ readonly facts: unknown }> & { readonly count: number; readonly mayHaveMore: boolean }

function ok<Value>(outcome: ReadOutcome<Value>): Value {
  if (outcome.kind !== 'ok') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`)
  return outcome.value
}

async function everyPage(list: (start: number) => Promise<PageOf>): Promise<{ readonly facts: unknown[]; readonly unreadable: Listed<never>['unreadable'] }> {
  const facts: unknown[] = []
  const unreadable: Listed<never>['unreadable'][number][] = []
  for (let start = 0, more = true; more;) {
    const page = await list(start)
    facts.push(...page.readable.map((entity) => entity.facts))
    unreadable.push(...page.unreadable)
    start += page.count
    more = page.mayHaveMore
  }
  return { facts, unreadable }
}

const ordersOf = async (client: JoomClient, which: 'multi-get' | 'get-fulfill', limit = 500) => {
  const { facts, unreadable } = await everyPage(async (start) => {
    const { orders, ...rest } = ok(await client.listOrders(which, { start, limit }))
    return { readable: orders, ...rest }
  })
  return { orders: facts as OrderFacts[], unreadable } // what listOrders gives
}

/** What an order cannot be packed or counted without. `byDay`: when it changed last is told by the day. */
const core = (byDay: boolean) => ({ joomId, state, product, quantity, money, orderedAt, lastUpdated, shipTo, shipment }: OrderFacts) =>
  ({ joomId, state, sku: product.sku, quantity, total: Number(money.total), cost: Number(money.cost), orderedAt, lastUpdated: byDay && lastUpdated !== null ? Math.floor(lastUpdated / 86_400_000) : lastUpdated, name: shipTo.name, street: shipTo.street1, zip: shipTo.zip, trackingNumber: shipment.trackingNumber })

async function compared(quirks: 'all' | readonly Quirk[], limit: number): Promise<void> {
  const { rehearsal, client } = await rehearsalStore()
  const plain = (await ordersOf(client, 'multi-get')).orders
  const products = (await everyPage(async (start) => ok(await client.listProducts({ start, limit })))).facts as { joomId: string; name: string }[]
  const variants = (await everyPage(async (start) => ok(await client.listVariants({ start, limit })))).facts as { sku: string }[]
  rehearsal.setQuirks(quirks)
  const asPacked = core(rehearsal.state().quirks.includes('other_dates'))
  const hidden = rehearsal.state().quirks.includes('unreadable_order') ? rehearsal.unreadable : null

  for (const which of ['multi-get', 'get-fulfill'] as const) {
    const { orders, unreadable } = await ordersOf(client, which, limit)
    const expected = plain.filter(({ state }) => which === 'multi-get' || state === 'APPROVED')
    expect(orders.map(asPacked)).toEqual(expected.filter(({ joomId }) => joomId !== hidden).map(asPacked))
    expect(unreadable.map(({ joomId }) => joomId)).toEqual(expected.filter(({ joomId }) => joomId === hidden).map(({ joomId }) => joomId))
    for (const { raw } of unreadable) expect(raw).toContain('Umzug & Café ☕')
  }
  expect((await everyPage(async (start) => ok(await client.listProducts({ start, limit })))).facts.map((product) => [(product as { joomId: string }).joomId, (product as { name: string }).name])).toEqual(products.map(({ joomId, name }) => [joomId, name]))
  expect((await everyPage(async (start) => ok(await client.listVariants({ start, limit })))).facts.map((variant) => (variant as { sku: string }).sku)).toEqual(variants.map(({ sku }) => sku))

  const open = rehearsal.orders().filter(({ id, state, dueAt }) => state === 'APPROVED' && dueAt > Date.now() && id !== hidden).map(({ id }) => id)
  const shipment = { provider: 'DHL', trackingNumber: 'A1', shippingTime: '7-21', note: null }
  for (const id of open.slice(0, 3)) {
    expect(ok(await client.getOrder(id))).toMatchObject({ facts: { joomId: id, state: 'APPROVED' } })
    expect((await client.fulfil(id, { ...shipment, trackingNumber: `A${id.slice(0, 8)}` })).kind).toBe('accepted')
    expect(ok(await client.getOrder(id))).toMatchObject({ facts: { state: 'SHIPPED', shipment: { provider: 'DHL', trackingNumber: `A${id.slice(0, 8)}` } } })
    expect(await client.fulfil(id, shipment)).toMatchObject({ kind: 'refused', code: '1002' })
    expect((await client.modifyTracking(id, { provider: 'EMS', trackingNumber: `B${id.slice(0, 8)}` })).kind).toBe('accepted')
    expect((await client.refund(id, { reasonCode: 1, note: null })).kind).toBe('accepted')
  }
  expect(ok(await client.getOrder('NOTHERE1'))).toBeNull()
  expect(ok(await client.getProduct({ id: 'nothere' }))).toBeNull()
  expect((await client.authTest()).kind).toBe('ok')

  const made = await client.addProduct({ name: 'Red shoe', tags: ['red', 'shoe'], mainImage: 'http://i.imgur.com/Q1a32kD.jpg', parentSku: 'red-shoe', variant: { sku: 'red-shoe-11', inventory: 100, price: '100', shipping: '10', color: 'black & blue' } })
  expect(made).toMatchObject({ kind: 'accepted', value: { facts: { name: 'Red shoe', reviewStatus: 'pending', variants: [{ facts: { sku: 'red-shoe-11', inventory: 100 } }] } } })
  expect(await client.addVariant('red-shoe', { sku: 'red-shoe-12', inventory: 10, price: '10', shipping: '3', size: '12' })).toMatchObject({ kind: 'accepted', value: { facts: { sku: 'red-shoe-12' } } })
  for (const outcome of [
    await client.updateProduct({ parentSku: 'red-shoe' }, { name: 'Awesome shoe' }), await client.disableProduct({ parentSku: 'red-shoe' }), await client.enableProduct({ parentSku: 'red-shoe' }), await client.removeExtraImages({ parentSku: 'red-shoe' }),
    await client.updateVariant('red-shoe-12', { price: '10.11', enabled: false }), await client.updateInventory('red-shoe-12', 5), await client.enableVariant('red-shoe-12'), await client.disableVariant('red-shoe-11'), await client.changeSku('red-shoe-12', 'red-shoe-13')
  ]) expect(outcome.kind).toBe('accepted')
  expect(rehearsal.products().at(-1)).toMatchObject({ name: 'Awesome shoe', variants: [{ sku: 'red-shoe-11', enabled: false }, { sku: 'red-shoe-13', inventory: 5, price: '10.11', enabled: true }] })
  expect(ok(await client.getVariant('red-shoe-13'))).toMatchObject({ facts: { sku: 'red-shoe-13', inventory: 5 } })
}

describe('the client at the rehearsal server', () => {
  it('makes every call and reads every answer', () => compared([], 500))
  it.each(quirkNames)('does so where answers show %s', (quirk) => compared([quirk], 100))
  it.each([500, 50, 7])('does so where answers show every habit, in pages of %i', (limit) => compared('all', limit))
})
