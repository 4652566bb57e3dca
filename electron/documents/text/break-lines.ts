// The package has no types of its own; every program that reads this file needs them.
/// <reference path="./linebreak.d.ts" />
import { createRequire } from 'node:module'
import { graphemes, segmenter } from './segmenters.ts'

const req = createRequire(import.meta.url)

/** Most texts are one line: what breaks others is loaded when the first is broken. */
const loadLineBreaker = (): typeof import('linebreak').default => req('linebreak') as typeof import('linebreak').default // as the package gives it to `require`

/** Scripts that write without blanks between words: a dictionary finds the words. */
const unspaced = [
  { run: /[\p{sc=Thai}\p{M}]+/gu, words: segmenter('th', 'word') },
  { run: /[\p{sc=Lao}\p{M}]+/gu, words: segmenter('lo', 'word') },
  { run: /[\p{sc=Khmer}\p{M}]+/gu, words: segmenter('km', 'word') }
]

/**
 * Where a line of this paragraph may end: UTF-16 offsets, ascending, the end of the text last. A blank belongs to the line
 * before its break.
 */
export function breakOpportunities(text: string): number[] {
  const places = new Set<number>([text.length])
  const LineBreaker = loadLineBreaker()
  const breaker = new LineBreaker(text)
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) places.add(next.position)
  for (const { run, words } of unspaced) {
    for (const match of text.matchAll(run)) for (const word of words().segment(match[0])) if (word.index > 0) places.add(match.index + word.index)
  }
  return [...places].filter((place) => place > 0).sort((a, b) => a - b)
}

/** Where a word that is longer than a line may be cut: between what a reader takes for characters. */
export function cutsWithin(text: string, start: number, end: number): number[] {
  return [...graphemes().segment(text.slice(start, end))].map((part) => start + part.index + part.segment.length)
}
