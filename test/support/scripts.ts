import type { Seeded } from './seeded.ts'

/** How words of a script are put together: of its own letters, each with what may stand on it. */
export interface WrittenIn {
  readonly syllable: (seeded: Seeded) => string
  /** Syllables of a word. */
  readonly least: number
  readonly most: number
  readonly digits: readonly string[]
  readonly between: string
  readonly capital: boolean
}

const western = [...'0123456789']
const digitsFrom = (first: number): string[] => Array.from({ length: 10 }, (_, i) => String.fromCodePoint(first + i))
const maybe = (seeded: Seeded, times: number, list: readonly string[]): string => (seeded.once(times) ? seeded.of(list) : '')

/** Marks that are put on letters with which they make no letter of their own: they stay two characters. */
const marks = [...'\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331']

/** An alphabet whose letters stand side by side: consonants and vowels in turn, now and then with a mark. */
function alphabet(consonants: string, vowels: string, given: Partial<WrittenIn> = {}): WrittenIn {
  const [hard, soft] = [[...consonants], [...vowels]]
  const syllable = (seeded: Seeded): string => `${seeded.of(hard)}${seeded.of(soft)}${maybe(seeded, 25, marks)}${maybe(seeded, 3, hard)}`
  return { syllable, least: 1, most: 4, digits: western, between: ' ', capital: true, ...given }
}

/** A script of clusters: a consonant, now and then a second one beneath it, a vowel's sign, a mark. */
function clusters(consonants: string, signs: readonly string[], { joiner = '', finals = [], digits = western, between = ' ' }: { readonly joiner?: string; readonly finals?: readonly string[]; readonly digits?: readonly string[]; readonly between?: string }): WrittenIn {
  const hard = [...consonants]
  const syllable = (seeded: Seeded): string => `${seeded.of(hard)}${joiner !== '' && seeded.once(5) ? joiner + seeded.of(hard) : ''}${maybe(seeded, 2, signs)}${finals.length === 0 ? '' : maybe(seeded, 6, finals)}`
  return { syllable, least: 2, most: 5, digits, between, capital: false }
}

const points = (first: number, count: number): string => Array.from({ length: count }, (_, i) => String.fromCodePoint(first + i)).join('')
const han = (seeded: Seeded): string => String.fromCodePoint(0x4e00 + seeded.below(0x9fa5 - 0x4e00))
const only = (syllable: (seeded: Seeded) => string, given: Partial<WrittenIn> = {}): WrittenIn => ({ syllable, least: 2, most: 5, digits: western, between: ' ', capital: false, ...given })

const arabicLetters = 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى'
const latin = (consonants: string, vowels: string): WrittenIn => alphabet(`bcdfghjklmnprstvwz${consonants}`, `aeiou${vowels}`)

/** Of each country what its addresses are written in; in some with letters of more than one. */
export const countriesWritten: Readonly<Record<string, readonly WrittenIn[]>> = {
  US: [latin('', '')], GB: [latin('', 'âêîôûŵŷ')], IE: [latin('ḃċḋ', 'áéíóú')], DE: [latin('ß', 'äöü')], AT: [latin('ß', 'äöü')], CH: [latin('ç', 'äöüéèà')], FR: [latin('ç', 'àâéèêëîïôœùûüÿæ')], BE: [latin('ç', 'éèëïà')], NL: [latin('ĳ', 'éëïóáü')],
  LU: [latin('', 'äéëü')], ES: [latin('ñ', 'áéíóúü')], PT: [latin('ç', 'ãõáéíóúâêôà')], BR: [latin('ç', 'ãõáéíóúâêô')], MX: [latin('ñ', 'áéíóúü')], AR: [latin('ñ', 'áéíóúü')], IT: [latin('', 'àèéìòù')], MT: [latin('ċġħż', 'àèìòù')],
  PL: [latin('ćłńśźż', 'ąęó')], CZ: [latin('čďňřšťž', 'áéěíóúůý')], SK: [latin('čďľĺňŕšťž', 'áäéíóôúý')], HU: [latin('', 'áéíóöőúüű')], RO: [latin('șț', 'ăâî')], MD: [latin('șț', 'ăâî')], HR: [latin('čćđšž', '')], SI: [latin('čšž', '')], BA: [latin('čćđšž', ''), alphabet('бвгдђжзјклљмнњпрстћфхцчџш', 'аеиоу')],
  AL: [latin('ç', 'ë')], LV: [latin('čģķļņšž', 'āēīū')], LT: [latin('čšž', 'ąęėįųū')], EE: [latin('šž', 'õäöü')], FI: [latin('šž', 'äöå')], SE: [latin('', 'åäö')], NO: [latin('', 'æøå')], DK: [latin('', 'æøå')], IS: [latin('ðþ', 'áéíóúýæö')],
  TR: [latin('çğş', 'ıİöü')], AZ: [latin('çğş', 'əıöü')], VN: [latin('đ', 'ăâêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ')], NG: [latin('ṣ', 'ẹọáàéèẹ́ọ̀')],
  GR: [alphabet('βγδζθκλμνξπρσςτφχψ', 'αεηιουωάέήίόύώϊϋΐΰ')], CY: [alphabet('βγδζθκλμνξπρστφχψ', 'αεηιουωάέήίόύώ')],
  RU: [alphabet('бвгджзйклмнпрстфхцчшщ', 'аеёиоуыэюя')], UA: [alphabet('бвгґджзйклмнпрстфхцчшщь', 'аеєиіїоуюя')], BG: [alphabet('бвгджзйклмнпрстфхцчшщ', 'аеиоуъюя')], RS: [alphabet('бвгдђжзјклљмнњпрстћфхцчџш', 'аеиоу')], MK: [alphabet('бвгдѓжзѕјкќлљмнњпрстфхцчџш', 'аеиоу')],
  KZ: [alphabet('бвгғджзйкқлмнңпрстфхһцчшщ', 'аәеиіоөуұүыэюя')], GE: [alphabet('ბგდვზთკლმნპჟრსტფქღყშჩცძწჭხჯჰ', 'აეიოუ', { capital: false })], AM: [alphabet('բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆ', 'աեէըիոօ')],
  IL: [only((seeded) => `${seeded.of([...'אבגדהוזחטיכלמנסעפצקרש'])}${maybe(seeded, 12, [...'\u05b0\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bc'])}`)], SA: [only((seeded) => `${seeded.of([...arabicLetters])}${maybe(seeded, 14, [...'\u064b\u064e\u064f\u0650\u0651\u0652'])}`, { digits: digitsFrom(0x660) })],
  EG: [only((seeded) => seeded.of([...arabicLetters]))], IR: [only((seeded) => seeded.of([...'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی']), { digits: digitsFrom(0x6f0) })], PK: [only((seeded) => seeded.of([...'ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے']))],
  IN: [clusters(points(0x915, 37).replaceAll(/[\u0929\u0931\u0934]/gu, ''), [...'ािीुूृेैोौ'], { joiner: '\u094d', finals: [...'ंः'], digits: digitsFrom(0x966) }), latin('', '')],
  BD: [clusters('কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ', [...'ািীুূেৈো'], { joiner: '\u09cd', finals: [...'ংঃ'], digits: digitsFrom(0x9e6) })], LK: [clusters('கஙசஞடணதநபமயரலவழளறன', [...'ாிீுூெேைொோ'], { finals: ['\u0bcd'] })],
  TH: [clusters('กขคฆงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ', [...'ะัาำิีึืุู'], { finals: [...'่้๊๋์'], digits: digitsFrom(0xe50), between: '' })], LA: [clusters('ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ', [...'ະັາິີຶືຸູ'], { finals: [...'່້'], digits: digitsFrom(0xed0), between: '' })],
  KH: [clusters('កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ', [...'ាិីឹឺុូួើេែៃោៅ'], { joiner: '\u17d2', finals: [...'ំះ'], digits: digitsFrom(0x17e0), between: '' })],
  CN: [only(han, { between: '', most: 4 })], TW: [only(han, { between: '', most: 4 })], HK: [only(han, { between: '', most: 4 })], JP: [only((seeded) => (seeded.once(2) ? han(seeded) : seeded.of([...points(0x3041, 83), ...points(0x30a1, 84)])), { between: '', most: 6 })],
  KR: [only((seeded) => String.fromCodePoint(0xac00 + seeded.below(11_172)))]
}
