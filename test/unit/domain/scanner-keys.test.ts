import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandCodeOf } from '../../../electron/domain/command-code.ts'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { asMeant, codeMeant, joinedKeys, keyboardBars, keyboardSquare, learnKeys, type ScannerHabits } from '../../../electron/domain/scanner-keys.ts'
import { sheetCodeOf } from '../../../electron/domain/sheet-code.ts'

/** What arrives where a scanner speaks to a US keyboard and the computer has another: each character of the first line as that below it. */
const layout = (us: string, other: string) => (text: string): string => [...text].map((character) => { const at = us.indexOf(character); return at < 0 ? character : [...other][at] ?? character }).join('')
const german = layout('yzYZ-/', 'zyZYß-')
const french = layout('0123456789-/qwazmQWAZM', 'à&é"\'(-è_ç)!azqw,AZQW?')
const russian = layout('qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM/', 'йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ.')
const layouts = { german, french, russian } as const

const sheet = sheetCodeOf({ world: 'real', joomId: '5c3d1a2b4e5f60718293a4b5', hash: '9f3a21c0' })
const habits = (arrived: string): ScannerHabits => {
  const learned = learnKeys(keyboardSquare, arrived)
  if (learned.kind !== 'learned') throw new Error(learned.kind)
  return { keys: joinedKeys([learned.keys]) ?? {}, prefix: learned.prefix, suffix: learned.suffix }
}

describe('the keys of a scanner', () => {
  it.each(Object.entries(layouts))('are learned from one square that arrives through a %s keyboard, and every code is turned back', (_name, through) => {
    const scanner = habits(through(keyboardSquare))
    for (const code of [sheet, pickCodeOf(7_654_321), pickCodeOf(2 ** 30 - 1, 'rehearsal'), commandCodeOf('next')]) expect(codeMeant(through(code), scanner)).toBe(code)
  })

  it.each(Object.entries(layouts))('are learned from the three parts too, by a scanner that reads bars only: %s', (_name, through) => {
    const parts = keyboardBars.map((said) => learnKeys(said, through(said)))
    const keys = joinedKeys(parts.map((part) => (part.kind === 'learned' ? part.keys : {})))
    expect(asMeant(through(sheet), keys ?? {})).toBe(sheet)
  })

  it('that arrive as they are need nothing, whatever the scanner puts around them', () => {
    expect(habits(`]Q1${keyboardSquare}#`)).toEqual({ keys: {}, prefix: ']Q1', suffix: '#' })
    expect(codeMeant(`]Q1${sheet}#`, habits(`]Q1${keyboardSquare}#`))).toBe(sheet)
    expect(habits(french(`x${keyboardSquare}y`))).toMatchObject({ prefix: 'x', suffix: 'y' })
  })

  it('of a scanner that sends capitals only, or with caps lock on, are no trouble', () => {
    expect(codeMeant(sheet, habits(keyboardSquare.toUpperCase()))).toBe(sheet)
    const swapped = (text: string): string => [...text].map((one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())).join('')
    expect(habits(swapped(keyboardSquare)).keys).toMatchObject({ a: 'A', A: 'a' })
  })

  it('of which two arrive alike cannot be turned back, and it is said which', () => {
    expect(learnKeys(keyboardSquare, keyboardSquare.replaceAll('9', '8'))).toEqual({ kind: 'same_keys', characters: ['8', '9'] })
  })

  it('are not learned from another text, or from one that lost some on its way', () => {
    expect(learnKeys(keyboardSquare, sheet).kind).toBe('other')
    expect(learnKeys(keyboardSquare, keyboardSquare.replaceAll('-', '')).kind).toBe('other')
    expect(joinedKeys([{ x: 'y' }, { x: 'x' }])).toBeNull()
  })

  it('never change what a person types: only what is a code once it is turned back', () => {
    const scanner = habits(german(keyboardSquare))
    fc.assert(fc.property(fc.string({ maxLength: 7 }), (text) => { expect(codeMeant(text, scanner)).toBe(text) }))
    for (const text of ['Lazy', 'Zoë Yılmaz', 'MUG-12', '', sheet, pickCodeOf(31)]) expect(codeMeant(text, scanner)).toBe(text)
    expect(codeMeant(german(sheet), null)).toBe(german(sheet))
  })
})
