import { makeSlips } from './make-slips.ts'
import { englishWords } from './slip-words.ts'
import type { SlipSheet } from './slip.ts'

/** Letters of most buyers. Fonts of Han are large, and opened when they are needed. */
const said = ['AaÄäBbCcÇçDdEeÉéFfGgHhIiıİJjKkLlŁłMmNnÑñOoÖöPpQqRrSsŞşßTtUuÜüVvWwXxYyZz 0123456789 -–.,/#()·’', 'АаБбВвГгДдЕеЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя', 'אבגדהו', 'ابتثج']

const sheet: SlipSheet = {
  position: 1, of: 1, joomId: '000000000000000000000000', pickCode: 'AAAA0000', hash: '00000000', orderState: 'APPROVED', storeName: said[0] ?? '', returnAddress: 'A', logo: null, environment: 'production',
  recipientName: said[0] ?? '', addressLines: said, phone: '+0', country: 'DE', items: said.slice(0, 2).map((name) => ({ name, sku: 'A-0', color: 'A', size: '0', quantity: 2, productId: null })),
  note: null, orderedAt: 0, dueAt: 0, sameRecipientCount: 1, printedAt: 0
}

/** Opens the usual fonts, goes the way of a slip a few times and draws the outlines that a page by itself has, so that the first real one finds all of it known. What is made is thrown away. */
export async function warmUp(): Promise<void> {
  for (const paper of ['a4', '100x150'] as const) {
    const settings = { logos: {}, paper, dpi: 203, title: '', words: englishWords, timeZone: null } as const
    for (let i = 0; i < 10; i++) await makeSlips({ ...settings, sheets: [{ ...sheet, joomId: String(i).padStart(24, '0') }] }, false)
    for (const words of said) await makeSlips({ ...settings, sheets: [{ ...sheet, storeName: 'A', recipientName: words, addressLines: [words], items: [] }] })
  }
}
