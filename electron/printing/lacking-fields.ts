import type { Documents } from '../documents/documents.ts'
import type { SlipSheet } from '../documents/slip.ts'
import { fieldsOf, type ListField, type PrintedField, type RecipientField } from '../domain/printed-field.ts'
import type { OrderPart } from '../domain/sheet-kind.ts'
import type { SlipOrder } from './run-store.ts'
import { recipientTexts } from './slip-sheet.ts'

/** A field of a sheet, and its characters that no font has. */
export interface LackingField {
  readonly field: PrintedField | RecipientField | ListField
  readonly characters: readonly string[]
  /** Whose it is, where it is of a store. */
  readonly store?: string
}

/** What a sheet says besides its recipient, field by field; empty where it says nothing. */
function textsOf({ items, note, joomId, storeName, returnAddress, template }: SlipSheet): ReadonlyArray<readonly [PrintedField, readonly (string | null | undefined)[]]> {
  return [
    ['goods', items.map(({ name }) => name)], ['sku', items.map(({ sku }) => sku)], ['color', items.map(({ color }) => color)], ['size', items.map(({ size }) => size)],
    ['product', items.map(({ productId }) => productId)], ['price', items.map(({ price }) => price)], ['note', [note]], ['order_id', [joomId]],
    ['store', [storeName]], ['return_address', returnAddress.split('\n')], ['heading', [template?.heading]], ['text', (template?.text ?? '').split('\n')]
  ]
}

const ofStore: readonly PrintedField[] = ['store', 'return_address']

/**
 * In which fields of what is made of an order characters stand that no font has.
 * @param missing those that were missing when it was made: a field that is not printed on it has none
 */
export async function lackingFields(documents: Pick<Documents, 'missingCharacters'>, sheet: SlipSheet, parts: readonly OrderPart[], missing: readonly string[]): Promise<LackingField[]> {
  const found: LackingField[] = []
  for (const [field, texts] of textsOf(sheet)) {
    if (!parts.some((part) => fieldsOf[part].includes(field))) continue
    const characters = (await documents.missingCharacters(texts.filter((text) => text != null), sheet.country)).filter((character) => missing.includes(character))
    if (characters.length > 0) found.push({ field, characters, ...(ofStore.includes(field) ? { store: sheet.storeName } : {}) })
  }
  return found
}

/** In which parts of an order's recipient characters stand that no font has; none where all of it can be printed. */
export async function lackingRecipient(documents: Pick<Documents, 'missingCharacters'>, order: SlipOrder): Promise<LackingField[]> {
  const { shipTo } = order
  const lacking = (texts: readonly string[]): Promise<readonly string[]> => documents.missingCharacters(texts, shipTo.country)
  if ((await lacking(recipientTexts(order))).length === 0) return []
  const found: LackingField[] = []
  for (const [field, part] of [['name', { ...nothing, name: shipTo.name }], ['address', { ...shipTo, name: null, phone: null }], ['phone', { ...nothing, phone: shipTo.phone }]] as const) {
    const characters = await lacking(recipientTexts({ ...order, shipTo: part }))
    if (characters.length > 0) found.push({ field, characters })
  }
  return found
}

const nothing: SlipOrder['shipTo'] = { name: null, street1: null, street2: null, city: null, state: null, country: null, zip: null, phone: null }
