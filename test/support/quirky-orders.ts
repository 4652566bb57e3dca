/** An order as this Joom keeps it: what it says of it in JSON is up to `quirky-joom.ts`. */
export interface QuirkyOrder {
  readonly id: string
  state: 'APPROVED' | 'SHIPPED' | 'REFUNDED' | 'REQUIRE_REVIEW'
  hours: number
  tracking: { provider: string; number: string; time: string | null; note: string | null } | null
  refund: { reason: string; note: string | null } | null
  /** Without a zone. */
  updated: string
  readonly more: Readonly<Record<string, unknown>>
  readonly shipTo: unknown
}

/** Ids of all three ages (seen since 2014: 24 hexadecimal digits, long ones with dashes, 8 capitals and digits). */
function idOf(n: number): string {
  if (n % 3 === 0) return `5a${n.toString(16).padStart(4, '0')}`.padEnd(24, '0')
  if (n % 3 === 1) return `14775597816678${String(n).padStart(5, '0')}-215-56-629-1654639508`
  return `26Q${String(n).padStart(3, '0')}XZ`
}

const skus = ['MUG-350', 'Mug &lt;blue&gt; &amp; Co', '&quot;No. 5&quot; &amp;lt;', 'TASSE Ö 2', '']
const people: readonly unknown[] = [
  { name: 'Guadalupe Smith', street_address1: '3317 W 51st Street', city: 'New York City', state: 'New York', country: 'US', zipcode: '10019', phone_number: '5554191609' },
  { name: 'Örjan Åkesson', street_address1: 'Storgatan 1', street_address2: null, city: 'Malmö', country: 'SE', zipcode: 21142, phone_number: '' },
  { name: 'Николай Иванов', street_address1: 'ул. Ленина, 5', street_address2: 'кв. 12', city: 'Казань', state: '', country: 'ru', zipcode: '420111', phone_number: 79001234567 },
  { name: 'דוד לוי', street_address1: 'רחוב הרצל 14', city: 'תל אביב', country: 'IL', zipcode: '6688218' },
  { name: '<img src=x onerror=alert(1)>', street_address1: '"><script>alert(2)</script>', city: 'Bobby\'); DROP TABLE orders;--', state: null, country: 'DE', zipcode: '10115' }
]

/** `open` orders to ship, the pressing ones spread among the others, and `rest` that are done with. */
export function quirkyOrders(open: number, rest: number): QuirkyOrder[] {
  return Array.from({ length: open + rest }, (_, n): QuirkyOrder => {
    const isOpen = n < open
    const words = n % 2 === 0
    const num = (value: number): number | string => (words ? String(value) : value)
    const person = people[n % people.length]
    return {
      id: idOf(n),
      state: isOpen ? 'APPROVED' : n % 2 === 0 ? 'SHIPPED' : 'REFUNDED',
      hours: 30 + ((n * 37) % 150),
      updated: '2014-01-20T20:20:20',
      tracking: isOpen ? null : { provider: 'China Post (中国邮政)', number: `QJ${String(n).padStart(8, '0')}`, time: null, note: null },
      refund: isOpen || n % 2 === 0 ? null : { reason: 'Product is out of stock', note: null },
      shipTo: { ...(person as object), ...(n >= people.length && { street_address2: `Flat ${String(n)}` }) }, // the list above holds objects
      more: {
        // Dates of the old platform beside today's.
        order_time: n % 4 === 0 ? '01-20-2014' : '2014-01-20T20:20:20',
        order_total: num(17.6), quantity: num(2), price: words ? '4.70588235294' : 4.70588235294, cost: num(6.8), shipping: num(2.35), shipping_cost: num(2),
        product_name: n % 7 === 0 ? null : `Dandelion Necklace ${String(n)}`, sku: skus[n % skus.length], variant_id: `v${String(n)}`, product_id: n % 2 === 0 ? `p${String(n)}` : n + 1000,
        transaction_id: n % 5 === 0 ? null : `t${String(n)}`, tracking_confirmed: words ? 'False' : false,
        ...(n % 3 === 0 ? { color: null } : { color: 'blue & white', size: '' }),
        // Keys that no page of the reference names.
        gift_wrap: { wanted: n % 2 === 0, layers: [1, '2', null] }, is_joom_logistics: 'False'
      }
    }
  })
}
