import type { SlipPreview } from '../contract/schemas.ts'
import type { Documents } from '../documents/documents.ts'
import { addressLines } from '../documents/address-lines.ts'
import { isPage } from '../documents/papers.ts'
import { sheetHash } from '../documents/sheet-hash.ts'
import type { SlipWords } from '../documents/slip-words.ts'
import type { Resolution, SlipSheet } from '../documents/slip.ts'
import type { ConnectionId, Millis, OrderId } from '../domain/ids.ts'
import type { Paper } from '../domain/sheet-kind.ts'
import { slipLanguages, type SlipLanguage } from '../domain/slip-language.ts'
import type { SlipTemplate } from '../domain/slip-template.ts'
import type { SlipOrder, SlipSource } from './run-store.ts'
import { sheetOf } from './slip-sheet.ts'

export interface SlipPreviewNeeds {
  readonly orders: SlipSource
  readonly documents: Pick<Documents, 'slips'>
  /** What stands on the slips of a store besides its orders; `null` for one that is not there. */
  readonly store: (id: ConnectionId) => Promise<{ readonly name: string; readonly returnAddress: string; readonly logo: string | null } | null>
  readonly picture: (id: OrderId) => Promise<Uint8Array | null>
  readonly preferences: () => { readonly dpi: Resolution; readonly sender: string }
  readonly now: () => Millis
  readonly words: SlipWords
  readonly timeZone: string | null
}

export interface PreviewWanted {
  readonly connectionId: ConnectionId | null
  readonly orderId: OrderId | null
  readonly template: SlipTemplate
  readonly part: 'slip' | 'address'
  readonly paper: Paper
  /** `buyer`: that of the order's buyer; `all`: a sheet in each. */
  readonly language: 'buyer' | 'all' | SlipLanguage
}

/**
 * Makes a sheet as a template would make it, of an order as it is known here; where there is none, of an invented one. Nothing is kept.
 * @throws Trouble `documents_failed`; RangeError for an address label on paper that is no label's
 */
export async function previewSlip(needs: SlipPreviewNeeds, { connectionId, orderId, template, part, paper, language }: PreviewWanted): Promise<SlipPreview> {
  const { orders, documents, store, picture, preferences, now, words, timeZone } = needs
  const { dpi, sender } = preferences()
  const [order] = orderId === null ? [] : await orders.forSlips([orderId])
  const place = { position: 1, of: 1, sender, printedAt: now() }
  const one = order === undefined
    ? exampleSheet(connectionId === null ? null : await store(connectionId), { ...place, template })
    : sheetOf({ ...order, template }, { ...place, slipLanguage: 'buyer', picture: template.show.picture && isPage(paper) ? await picture(order.id) : null })
  const languages = language === 'all' ? slipLanguages : language === 'buyer' ? [one.language] : [language]
  const sheets = languages.map((spoken, i): SlipSheet => ({ ...one, language: spoken, position: i + 1, of: languages.length }))
  const made = await documents.slips({ sheets, logos: one.logo === null ? {} : await orders.logos([one.logo]), paper, parts: [part], dpi, title: words.packingSlip, words, timeZone })
  return {
    pdf: made.pdf, pages: made.pages, missing: [...new Set(made.sheets.flatMap((sheet) => sheet.missing))], problems: [...(made.sheets[0]?.problems ?? [])],
    order: order === undefined ? null : shortOf(order)
  }
}

const shortOf = ({ id, joomId, shipTo }: SlipOrder): SlipPreview['order'] => ({ id, joomId, recipient: shipTo.name })

/** Nobody's order: what stands on it is made up. */
function exampleSheet(store: { readonly name: string; readonly returnAddress: string; readonly logo: string | null } | null, { sender, printedAt, template }: { readonly sender: string; readonly printedAt: Millis; readonly template: SlipTemplate }): SlipSheet {
  const ownAddress = store?.returnAddress.trim() ?? ''
  const sheet: SlipSheet = {
    position: 1, of: 1, joomId: '000000000000000000000000', pickCode: 'AAAA0000', hash: '', orderState: 'APPROVED', storeName: store?.name ?? 'Example store', returnAddress: ownAddress === '' ? sender : ownAddress, logo: store?.logo ?? null, environment: 'rehearsal',
    recipientName: 'Example Buyer', addressLines: addressLines({ name: null, street1: 'Example Street 1', street2: 'Apartment 2', city: 'Warszawa', state: null, zip: '00-001', country: 'PL', phone: null }), phone: '+48 000 000 000', country: 'PL', language: 'pl',
    items: [{ name: 'Example product', sku: 'EXAMPLE-1', color: 'Blue', size: 'M', quantity: 2, productId: '0000000000000000', price: '$10.00' }],
    note: 'Example note', orderedAt: printedAt, dueAt: printedAt, sameRecipientCount: 1, printedAt, template
  }
  return { ...sheet, hash: sheetHash(sheet) }
}
