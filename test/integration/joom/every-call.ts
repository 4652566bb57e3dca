import type { JoomClient } from '../../../electron/joom/client.ts'

const shipment = { provider: 'China Post', trackingNumber: 'RR123456789CN', shippingTime: '7-14', note: 'Thank you & good day' }
const variant = { sku: 'red-shoe-12', inventory: 10, price: '10', shipping: '3' }

/** Every call that reads, with good parameters: those of the reference's examples where they matter for the answer. */
export const everyReading: Readonly<Record<string, (client: JoomClient) => Promise<{ readonly kind: string }>>> = {
  auth_test: (c) => c.authTest(), 'product': (c) => c.getProduct({ id: 'P1' }), 'product by SKU': (c) => c.getProduct({ parentSku: 'red-shoe' }), 'product/multi-get': (c) => c.listProducts({ start: 0, limit: 50, since: 0 }),
  variant: (c) => c.getVariant('red-shoe-8'), 'variant/multi-get': (c) => c.listVariants({ start: 0, limit: 50 }),
  order: (c) => c.getOrder('123456789009876543210164'), 'order/multi-get': (c) => c.listOrders('multi-get', { start: 0, limit: 50, since: 1 }), 'order/get-fulfill': (c) => c.listOrders('get-fulfill', { start: 0, limit: 50 })
}

/** Every call that changes something. */
export const everyChange: Readonly<Record<string, (client: JoomClient) => Promise<{ readonly kind: string }>>> = {
  'product/add': (c) => c.addProduct({ name: 'shoe', tags: ['red'], mainImage: 'http://x.example/a.jpg', variant }), 'product/update': (c) => c.updateProduct({ id: 'P1' }, { name: 'shoe' }),
  'product/enable': (c) => c.enableProduct({ id: 'P1' }), 'product/disable': (c) => c.disableProduct({ id: 'P1' }), 'product/remove-extra-images': (c) => c.removeExtraImages({ id: 'P1' }),
  'variant/add': (c) => c.addVariant('red-shoe', variant), 'variant/update': (c) => c.updateVariant('red-shoe-12', { price: '1' }), 'variant/change-sku': (c) => c.changeSku('red-shoe-12', 'red-shoe-13'),
  'variant/enable': (c) => c.enableVariant('red-shoe-12'), 'variant/disable': (c) => c.disableVariant('red-shoe-12'), 'variant/update-inventory': (c) => c.updateInventory('red-shoe-12', 1),
  'order/fulfill-one': (c) => c.fulfil('A1', shipment), 'order/modify-tracking': (c) => c.modifyTracking('A1', shipment), 'order/refund': (c) => c.refund('A1', { reasonCode: -1, note: 'Lost' })
}
