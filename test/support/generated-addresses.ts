import type { Address } from '../../electron/domain/order.ts'
import { countriesWritten, type WrittenIn } from './scripts.ts'
import { Seeded } from './seeded.ts'

/** Countries that addresses are generated in, each in its own letters. */
export const generatedCountries: readonly string[] = Object.keys(countriesWritten)

function word(seeded: Seeded, { syllable, least, most, capital }: WrittenIn): string {
  const said = Array.from({ length: least + seeded.below(most - least + 1) }, () => syllable(seeded)).join('')
  return capital ? said.charAt(0).toLocaleUpperCase('en') + said.slice(1) : said
}
const words = (seeded: Seeded, script: WrittenIn, least: number, most: number): string => Array.from({ length: least + seeded.below(most - least + 1) }, () => word(seeded, script)).join(script.between)

/** A number in the digits of the script, or in those that are read everywhere. */
const number = (seeded: Seeded, { digits }: WrittenIn, length: number): string => {
  const those = seeded.once(2) ? digits : [...'0123456789']
  return Array.from({ length: 1 + seeded.below(length) }, () => seeded.of(those)).join('')
}

/** The nth address that nobody has: real letters of its country in words that mean nothing, with numbers, signs, brackets. */
export function generatedAddress(n: number): Address {
  const seeded = new Seeded(n + 1)
  const country = generatedCountries[n % generatedCountries.length] ?? 'US'
  const script = seeded.of(countriesWritten[country] ?? [])
  const joined = seeded.of([' ', ' ', '-', ' & ', ', ', '’', '.'])
  return {
    name: `${word(seeded, script)} ${words(seeded, script, 1, 2)}${seeded.once(6) ? `${joined}${word(seeded, script)}` : ''}`,
    street1: `${words(seeded, script, 1, 3)} ${number(seeded, script, 4)}${seeded.once(3) ? seeded.of(['/2', '-B', ' (3)', ' №7', ', #12', ' "A"', ' – 4', ' ½', '²', '€']) : ''}`,
    street2: seeded.once(2) ? `${words(seeded, script, 1, 2)}, ${number(seeded, script, 3)}` : null,
    city: words(seeded, script, 1, 2), state: seeded.once(3) ? word(seeded, script) : null,
    zip: number(seeded, { ...script, digits: [...'0123456789'] }, 6), country, phone: `+${String(10 + seeded.below(900))} ${String(1_000_000 + seeded.below(8_999_999))}`
  }
}
