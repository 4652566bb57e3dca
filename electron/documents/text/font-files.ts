import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const req = createRequire(import.meta.url)

export type Weight = 'regular' | 'bold'

/** Package, name of the face, and whether the package has it in bold. Licence of all: SIL Open Font License 1.1. */
const noto = {
  base: ['noto-sans', 'NotoSans', true],
  arabic: ['noto-sans-arabic', 'NotoSansArabic', true],
  armenian: ['noto-sans-armenian', 'NotoSansArmenian', true],
  bengali: ['noto-sans-bengali', 'NotoSansBengali', true],
  georgian: ['noto-sans-georgian', 'NotoSansGeorgian', true],
  khmer: ['noto-sans-khmer', 'NotoSansKhmer', true],
  lao: ['noto-sans-lao', 'NotoSansLao', true],
  tamil: ['noto-sans-tamil', 'NotoSansTamil', true],
  thai: ['noto-sans-thai', 'NotoSansThai', true],
  sc: ['noto-sans-sc', 'NotoSansSC', true],
  tc: ['noto-sans-tc', 'NotoSansTC', true],
  jp: ['noto-sans-jp', 'NotoSansJP', true],
  kr: ['noto-sans-kr', 'NotoSansKR', true],
  emoji: ['noto-emoji', 'NotoEmoji', true],
  symbols: ['noto-sans-symbols', 'NotoSansSymbols', true],
  math: ['noto-sans-math', 'NotoSansMath', false]
} as const satisfies Record<string, readonly [string, string, boolean]>

export type FontKey = keyof typeof noto | 'hebrew'
export const fontKeys: readonly FontKey[] = [
  'base', 'arabic', 'hebrew', 'thai', 'georgian', 'armenian', 'bengali', 'tamil', 'lao', 'khmer', 'sc', 'jp', 'kr', 'tc', 'emoji', 'symbols', 'math'
]

/** The TrueType file of a font, found through the packages that carry it. */
export function fontFile(key: FontKey, weight: Weight): string {
  // This package exports its code only; the fonts lie beside it.
  if (key === 'hebrew') return join(dirname(req.resolve('@embedpdf/fonts-hebrew')), '..', 'fonts', `NotoSansHebrew-${weight === 'bold' ? 'Bold' : 'Regular'}.ttf`)
  const [folder, name, hasBold] = noto[key]
  const style = weight === 'bold' && hasBold ? '700Bold' : '400Regular'
  return req.resolve(`@expo-google-fonts/${folder}/${style}/${name}_${style}.ttf`)
}

/** How Han is drawn: as in China, Taiwan, Japan or Korea. */
export type Han = 'sc' | 'tc' | 'jp' | 'kr'
const hanOf = new Map<string | null, Han>([['JP', 'jp'], ['KR', 'kr'], ['KP', 'kr'], ['TW', 'tc'], ['HK', 'tc'], ['MO', 'tc']])

/** How Han is drawn where a parcel goes, as long as its text does not show another way. @param country ISO 3166-1 alpha-2, or anything else where it is not known */
export const hanIn = (country: string | null): Han => hanOf.get(country) ?? 'sc'

/**
 * The order in which fonts are asked for a character. One code point of Han is drawn differently in China, Taiwan, Japan and
 * Korea: what the text itself shows (kana, Hangul) decides, else the country the parcel goes to.
 * @param country ISO 3166-1 alpha-2, or anything else where it is not known
 */
export function fontOrder(text: string, country: string | null): readonly FontKey[] {
  const shown: Han | undefined = !mayBeEastAsian.test(text) ? undefined : /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text) ? 'jp' : /\p{sc=Hangul}/u.test(text) ? 'kr' : undefined
  return orders[shown ?? hanIn(country)]
}
const mayBeEastAsian = /[^\u0000-\u10ff]/u
const orderWith = (first: Han): readonly FontKey[] => [
  'base', 'arabic', 'hebrew', 'thai', 'georgian', 'armenian', 'bengali', 'tamil', 'lao', 'khmer', first, ...(['sc', 'tc', 'jp', 'kr'] as const).filter((key) => key !== first), 'emoji', 'symbols', 'math'
]
const orders: Readonly<Record<Han, readonly FontKey[]>> = { sc: orderWith('sc'), tc: orderWith('tc'), jp: orderWith('jp'), kr: orderWith('kr') }
