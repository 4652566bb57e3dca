import { addressLines } from '../documents/address-lines.ts'
import { cleanLine } from '../documents/text/clean-text.ts'
import type { Documents } from '../documents/documents.ts'
import type { Placed } from './desk-gathered.ts'
import type { LackingField } from './lacking-fields.ts'
import type { SlipOrder } from './run-store.ts'
import { senderOf } from './sender.ts'

/** The lists for the desk; cards and proofs are of no order. */
export type ListKind = 'pick_list' | 'hand_over' | 'summary'

type Said = ReadonlyArray<readonly [field: LackingField['field'], texts: readonly (string | null)[]]>

/** What each of them, and a customs form, says of an order, field by field. */
const said: Readonly<Record<ListKind | 'customs', (order: SlipOrder, sender: string) => Said>> = {
  pick_list: ({ product, storeName }) => [['goods', [product.name]], ['sku', [product.sku]], ['color', [product.color]], ['size', [product.size]], ['store', [storeName]]],
  hand_over: (order, sender) => [['carrier', [order.shipment.provider]], ['tracking_number', [order.shipment.trackingNumber]], ['store', [order.storeName]], ['return_address', senderOf(order, sender).lines]],
  customs: (order, sender) => [['name', [order.shipTo.name]], ['address', addressLines({ ...order.shipTo, name: null })], ['phone', [order.shipTo.phone]], ['store', [order.storeName]], ['return_address', senderOf(order, sender).lines]],
  summary: ({ shipTo, storeName, joomId }) => [['name', [shipTo.name]], ['store', [storeName]], ['order_id', [joomId]]]
}

const ofStore: readonly LackingField['field'][] = ['store', 'return_address']

/** An order on whose list characters stand that no font has, and in which of its fields. */
export interface LackingOnList {
  readonly order: SlipOrder
  readonly fields: readonly LackingField[]
}

/**
 * The orders that bring onto a list, or a form, what no font has. What several have alike is told of the first of them.
 * @param missing those that were missing when it was made
 */
export async function lackingOnList(documents: Pick<Documents, 'missingCharacters'>, kind: ListKind | 'customs', all: readonly Placed[], sender: string, missing: readonly string[]): Promise<LackingOnList[]> {
  const found: LackingOnList[] = []
  const told = new Set<string>()
  for (const { order } of all) {
    const fields: LackingField[] = []
    for (const [field, texts] of said[kind](order, sender)) {
      const some = texts.flatMap((text) => cleanLine(text ?? '')).filter((text) => missing.some((character) => text.includes(character)))
      const key = JSON.stringify([field, some])
      if (some.length === 0 || told.has(key)) continue
      told.add(key)
      const characters = (await documents.missingCharacters(some, null)).filter((character) => missing.includes(character))
      if (characters.length > 0) fields.push({ field, characters, ...(ofStore.includes(field) ? { store: order.storeName } : {}) })
    }
    if (fields.length > 0) found.push({ order, fields })
  }
  return found
}
