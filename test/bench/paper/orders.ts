import { addressLines } from '../../../electron/documents/address-lines.ts'
import { sheetHash } from '../../../electron/documents/sheet-hash.ts'
import type { SlipItem, SlipSheet } from '../../../electron/documents/slip.ts'
import type { Address } from '../../../electron/domain/order.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { addresses } from '../../fixtures/addresses.ts'

/** Which scripts the orders are written in: one, the ten most usual in equal parts, or every one that there is a font for. */
export type Script = 'latin' | 'world' | 'all'

const given = ['Anna', 'Jürgen', 'Zoë', 'Íñigo', 'Małgorzata', 'Søren', 'Chloé', 'Ferhat', 'Ottilie', 'Bjørn', 'Renée', 'Lukáš', 'Ayşe', 'Pádraig', 'Marisol', 'Emil']
const family = ['Weißenböck', 'Llewellyn', 'Núñez', 'Brzęczyszczykiewicz', 'D’Alò', 'Vandenbroucke', 'Kılıç', 'Þórsdóttir', 'Gonçalves', 'Řeřicha', 'Ångström', 'O’Connor', 'Šarūnaitė', 'Fitzgerald', 'Maréchal', 'Holloway']
const streets = ['Schloßstraße', 'Rua das Acácias', 'Calle Mayor', 'ulica Świętokrzyska', 'Rue de l’Œuf', 'Via Garibaldi', 'Halaskargazi Caddesi', 'Storgatan', 'High Street', 'Příčná']
const towns = [['DE', 'Öhringen', '74613'], ['BR', 'São Paulo', '01431-000'], ['ES', 'A Coruña', '15001'], ['PL', 'Łódź', '90-049'], ['FR', 'Nîmes', '30000'], ['IT', 'Forlì', '47121'], ['TR', 'İzmir', '35220'], ['SE', 'Malmö', '211 34'], ['US', 'Springfield', '62704'], ['CZ', 'Ústí nad Labem', '400 01']] as const
const latinGoods = ['Stoneware mug 350 ml, hand glazed', 'Merino socks, 3 pairs', 'Wireless earphones Bluetooth 5.3', 'Self-winding watch 38 mm', 'Plush bear 32 cm', 'Cotton tea towel, herringbone', 'Phone case, transparent', 'LED desk lamp with clamp'] as const
const worldGoods = ['Stoneware mug 350 ml, hand glazed', 'Шерстяные носки, 3 пары', 'سماعات لاسلكية Bluetooth 5.3', '自動巻き腕時計 38mm', 'Plush bear 32 cm 🧸', 'גרביים 100% כותנה, 3 זוגות', 'หมอนผ้าฝ้าย 2 ใบ', '무선 이어폰'] as const
const colours = ['Lagoon', 'Sand', 'Charcoal', 'Moss', 'Coral'] as const

const at = <T>(list: readonly T[], i: number): T => list[i % list.length]!

function latinAddress(n: number): Address {
  const [country, city, zip] = at(towns, n * 7)
  return { name: `${at(given, n)} ${at(family, n * 5 + Math.floor(n / 16))}`, street1: `${at(streets, n * 3)} ${String(1 + (n * 13) % 240)}`, street2: n % 3 === 0 ? `Apt ${String(n % 90)}` : null, city, state: null, zip, country, phone: `+49 7941 ${String(100_000 + n)}` }
}
/** Latin, Greek, Cyrillic, Hebrew, Arabic, Thai, Chinese in both ways, Japanese and Korean. */
const countries = ['DE', 'GR', 'RU', 'IL', 'SA', 'TH', 'CN', 'TW', 'JP', 'KR']
const tenScripts = countries.map((country) => addresses.filter((address) => address.country === country))

/** Those of the tests, their numbers changed: no two alike. */
function worldAddress(n: number, script: 'world' | 'all'): Address {
  const one = script === 'all' ? at(addresses, n) : at(at(tenScripts, n), Math.floor(n / tenScripts.length))
  return { ...one, street1: `${one.street1 ?? ''} ${String(1 + Math.floor(n / 10))}`, phone: `+49 7941 ${String(100_000 + n)}` }
}

/** The nth of so many orders, with so many lines of goods: different from every other. */
export function sheetOf(n: number, of: number, script: Script, lines = 3): SlipSheet {
  const address = script === 'latin' ? latinAddress(n) : worldAddress(n, script)
  const goods = script === 'latin' ? latinGoods : worldGoods
  const items = Array.from({ length: lines }, (_, line): SlipItem => ({ name: at(goods, n + line * 3), sku: `SKU-${String(n * 3 + line)}-BL`, color: at(colours, n + line), size: `${String(30 + (n + line) % 20)} cm`, quantity: 1 + (n + line) % 4, productId: null }))
  const sheet: SlipSheet = {
    position: n + 1, of, joomId: `5c3d1a2b4e5f607${(0x1_0000_0000 + n * 7919).toString(16).slice(-9)}`, pickCode: pickCodeOf((n * 7_654_321) % 2 ** 30), hash: '00000000', orderState: 'APPROVED',
    storeName: 'Lagoon & Sons', returnAddress: 'Hafenstraße 12\n20457 Hamburg, Germany', logo: null, environment: 'production', recipientName: address.name, addressLines: addressLines({ ...address, name: null }), phone: address.phone, country: address.country,
    items, note: null, orderedAt: Date.UTC(2026, 10, 20, 9, n % 60), dueAt: Date.UTC(2026, 10, 22, 13, n % 60), sameRecipientCount: 1, printedAt: Date.UTC(2026, 10, 22, 8, 2)
  }
  return { ...sheet, hash: sheetHash(sheet) }
}

/** The same orders, each two to four after one another to one buyer and on one slip. */
export function sharedSlips(sheets: readonly SlipSheet[]): SlipSheet[] {
  const slips: SlipSheet[] = []
  for (let from = 0; from < sheets.length;) {
    const [first, ...others] = sheets.slice(from, from + 2 + slips.length % 3)
    if (first === undefined) break
    const { recipientName, addressLines: lines, phone, country } = first
    slips.push({ ...first, together: others.map((sheet) => ({ ...sheet, recipientName, addressLines: lines, phone, country })) })
    from += others.length + 1
  }
  return slips
}
