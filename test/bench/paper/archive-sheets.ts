import type { CustomsForm, DeskContent, PickRow } from '../../../electron/documents/desk-input.ts'
import { englishDeskWords } from '../../../electron/documents/desk-words.ts'
import { readLogo } from '../../../electron/documents/logo.ts'
import { makeDeskPaper } from '../../../electron/documents/make-desk-paper.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { isPage } from '../../../electron/documents/papers.ts'
import type { SlipSheet, SlipsInput } from '../../../electron/documents/slip.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { deskPapers, orderParts, papersOf, type DeskPaper, type Paper } from '../../../electron/domain/sheet-kind.ts'
import { standardTemplate } from '../../../electron/domain/slip-template.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { jpegOf, pngOf } from '../../fixtures/logos.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { sharedSlips, sheetOf } from './orders.ts'
import { settings } from './settings.ts'

/** A document to be looked at: what it is, and its PDF. */
export interface ArchiveSheet {
  readonly kind: string
  readonly paper: Paper
  readonly pdf: Uint8Array
}

const logo = readLogo(pngOf(320, 120))
const logos = logo.kind === 'logo' ? { mark: logo.png } : {}
const latin = Array.from({ length: 12 }, (_, i) => sheetOf(i, 12, 'latin'))
const everyScript = addresses.map((address, i) => slipFor(address, i, addresses.length))
const one = latin.slice(0, 1)
const pictured = latin.map((sheet) => ({ ...sheet, logo: 'mark', returnAddress: 'Hafenstraße 12\n20457 Hamburg', template: { ...standardTemplate, show: { ...standardTemplate.show, picture: true } }, items: sheet.items.map((item, i) => ({ ...item, picture: i % 2 === 0 ? jpegOf(80, 60) : pngOf(60, 60) })) }))
const lacking = latin.slice(0, 2).map((sheet) => ({ ...sheet, storeName: 'Lagoon \uE001 🧸', note: 'mind the 𓀀' }))

/** Slips that differ in what their documents are made of. */
const slips: Readonly<Record<string, { readonly sheets: readonly SlipSheet[]; readonly given?: Partial<SlipsInput> }>> = {
  'slips, Latin': { sheets: latin }, 'one slip, Latin': { sheets: one }, 'slips, every script': { sheets: everyScript }, 'one slip, every script': { sheets: everyScript.filter(({ country }) => country === 'JP').slice(0, 1) },
  'slips, logo and pictures': { sheets: pictured, given: { logos } }, 'slips of the rehearsal': { sheets: latin.map((sheet) => ({ ...sheet, environment: 'rehearsal' as const })) },
  'slips of several orders': { sheets: sharedSlips(everyScript.slice(0, 24)) }, 'slips, written from the right': { sheets: latin.map((sheet) => ({ ...sheet, language: 'ar' as const })) }, 'slips with characters without a font': { sheets: lacking },
  '600 slips, ten scripts': { sheets: Array.from({ length: 600 }, (_, i) => sheetOf(i, 600, 'world')) }
}

const codeOf = (i: number): string => pickCodeOf((i * 7_654_321) % 2 ** 30)
const names = addresses.map(({ name }) => name)
const pickRows = names.map((name, i): PickRow => ({ store: 'Nordlicht', sku: `MUG-${String(i)}`, name, color: 'Lagoon', size: null, count: i + 1, uncounted: 0, places: '1, 4–9', picture: i % 3 === 0 ? pngOf(40, 30) : null }))
const parcels = names.map((_, i) => ({ trackingNumber: `RB1234${String(56_700 + i)}GB`, pickCode: codeOf(i), country: 'DE', store: 'Nordlicht' }))
const some = { n: 3, places: '1–3' }
const rows = names.map((recipient, i) => ({ position: i + 1, pickCode: codeOf(i), joomId: `5c3d1a2b4e5f6071829${(0xa4b00 + i).toString(16)}`, recipient, country: 'BA', pieces: 3 }))
const form = (how: CustomsForm['form']): CustomsForm => ({
  form: how, position: 1, pickCode: codeOf(1), squareCode: 'O-5C3D1A2B4E5F6071829A4B00-0123ABCD7', joomId: '5c3d1a2b4e5f6071829a4b00', orders: ['A'], rehearsal: false, trackingNumber: 'RB123456785GB', sender: ['Lagoon & Sons', 'Hafenstraße 12'], recipient: ['Ada', '1 Main St', 'UNITED KINGDOM'], phone: '+44 1', country: 'GB',
  rows: [{ description: 'Stoneware mug', quantity: 2, netGrams: 380, value: '15.00', currency: 'EUR', hsCode: '691200', origin: 'CN' }]
})
const contents: Readonly<Record<DeskPaper, (paper: Paper) => DeskContent>> = {
  pick_list: () => ({ kind: 'pick_list', rows: pickRows, orders: 30 }), hand_over: () => ({ kind: 'hand_over', carriers: [{ carrier: 'China Post', rows: parcels, senders: [{ store: 'Nordlicht', lines: ['Kaistraße 4'] }] }] }),
  summary: () => ({ kind: 'summary', run: { id: 47, createdAt: 0, paper: 'a4' }, stores: [{ store: 'Nordlicht', orders: 40, pieces: 99, uncounted: 1 }], outcome: { good: some, out: some, saved: some, left: some, discarded: some, copied: some }, rows, leftOut: [] }),
  customs: (paper) => ({ kind: 'customs', forms: [form(isPage(paper) ? 'cn23' : 'cn22')] }), commands: () => ({ kind: 'commands' }), languages: () => ({ kind: 'languages', template: standardTemplate }), calibration: () => ({ kind: 'calibration', dpis: [203, 300], told: false })
}

/** Every kind of sheet on each of its papers, and what slips can have on them; as the workers make them. */
export async function* archiveSheets(): AsyncGenerator<ArchiveSheet> {
  for (const [kind, { sheets, given }] of Object.entries(slips)) for (const paper of ['a4', '100x150'] as const) yield { kind, paper, pdf: (await makeSlips({ ...settings, paper, sheets, ...given })).pdf }
  for (const part of orderParts) for (const paper of papersOf[part]) yield { kind: { slip: 'slip', address: 'address label', codes: 'label with codes' }[part], paper, pdf: (await makeSlips(slipsInput(everyScript.slice(0, 4), { paper, parts: [part] }))).pdf }
  for (const kind of deskPapers) {
    for (const paper of papersOf[kind]) {
      const { pdf } = await makeDeskPaper({ content: contents[kind](paper), paper, start: 1, dpi: 203, title: 'Packbench', run: kind === 'commands' ? null : 47, rehearsal: kind === 'summary', madeAt: Date.UTC(2026, 10, 22, 8, 2), timeZone: 'UTC', words: englishDeskWords })
      yield { kind: { pick_list: 'pick list', hand_over: 'hand-over list', summary: 'summary', customs: 'customs form', commands: 'command card', languages: 'proof of languages', calibration: 'calibration sheet' }[kind], paper, pdf }
    }
  }
}
