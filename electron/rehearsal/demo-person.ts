import type { ShipTo } from './store-order.ts'

/** country, name, street 1, street 2, city, state, zip, phone (`null`: Joom was not told), and how many orders the person placed at once where it is not one. */
export type Person = readonly [
  country: string, name: string, street1: string, street2: string | null, city: string | null, state: string | null, zip: string | null, phone: string | null, orders?: number
]

/** The address as an order carries it. What is unknown is left out. */
export function shipToOf([country, name, street1, street2, city, state, zip, phone]: Person): ShipTo {
  return {
    ...(city !== null && { city }), country, name, ...(phone !== null && { phone_number: phone }), ...(state !== null && { state }),
    street_address1: street1, ...(street2 !== null && { street_address2: street2 }), ...(zip !== null && { zipcode: zip })
  }
}
