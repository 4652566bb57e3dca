import { orderNotFound } from './api-error.ts'
import { success, type Endpoint, type EndpointNeeds } from './endpoints.ts'
import { Written } from './exchange.ts'
import { hoursLeft, orderJson } from './order-json.ts'
import { fulfil, joomActs, modifyTracking, refund } from './order-life.ts'
import { fulfilParameters, modifyParameters, orderIdOf, refundParameters } from './order-parameters.ts'
import { pagingOf, prefix, type PagingManner } from './paging.ts'
import { pageParameters, type Parameters } from './parameters.ts'
import { changed, seen, type Millis, type OrderFacts, type StoreOrder } from './store-order.ts'

/** The six calls of the reference's chapter "Order". */
export function orderEndpoints(needs: EndpointNeeds): readonly (readonly [path: string, endpoint: Endpoint])[] {
  const { store, now } = needs
  const json = (order: OrderFacts): unknown => orderJson(order, now(), `${needs.address()}/pictures/`)
  const kept = new WeakMap<OrderFacts, { readonly hours: number; readonly written: Written }>()
  const written = (order: OrderFacts): Written => {
    const at = now()
    const hours = hoursLeft(order, at)
    const known = kept.get(order)
    if (known?.hours === hours) return known.written
    const made = new Written(() => orderJson(order, at, `${needs.address()}/pictures/`))
    kept.set(order, { hours, written: made })
    return made
  }
  const found = (id: string): StoreOrder => {
    const order = store.order(id)
    if (!order) throw orderNotFound(id)
    return order
  }
  const passTime = (): void => {
    for (const { order, to } of joomActs(store.ordersForJoom(now()), now(), needs.noticeMs)) {
      store.save(changed(order, to, now(), 0))
      needs.joomRefunded(to)
    }
  }

  const list = (name: string, belongs: (order: OrderFacts) => boolean, manner: PagingManner): Endpoint => ({
    method: 'GET', kind: 'read', list: true,
    answer(parameters, token) {
      const page = pageParameters(parameters)
      passTime()
      const all = store.listed(`${name} ${page.since ?? ''}`, (order) => belongs(order) && (page.since === null || order.updatedAt >= page.since), now())
      const paging = pagingOf(`${needs.address()}${prefix}${name}`, page, all.length, token, manner)
      return { ...success(all.slice(page.start, page.start + page.limit).map(written)), ...(Object.keys(paging).length > 0 && { paging }) }
    }
  })
  const change = <Asked extends { readonly id: string }>(read: (p: Parameters) => Asked, apply: (order: OrderFacts, asked: Asked, now: Millis) => OrderFacts, message: string): Endpoint => ({
    method: 'POST', kind: 'change', list: false,
    answer(parameters) {
      const asked = read(parameters)
      passTime()
      const order = found(asked.id)
      store.save(changed(order, apply(order.truth, asked, now()), now(), needs.settleMs))
      return success({ success: 'True' }, message)
    }
  })

  return [
    ['order', {
      method: 'GET', kind: 'read', list: false,
      answer(parameters) {
        const id = orderIdOf(parameters)
        passTime()
        return success(json(seen(found(id), now())))
      }
    }],
    // The doubled question mark is the reference's: its sample of this call has it, that of the next one has not.
    ['order/multi-get', list('order/multi-get', () => true, { nextMark: '??', tokenOfPrevious: '&' })],
    ['order/get-fulfill', list('order/get-fulfill', (order) => order.state === 'APPROVED', { nextMark: '?', tokenOfPrevious: '&' })],
    ['order/fulfill-one', change(fulfilParameters, fulfil, 'Your order is been processed right now!')],
    ['order/refund', change(refundParameters, refund, '')],
    ['order/modify-tracking', change(modifyParameters, modifyTracking, '')]
  ]
}
