import { typeset } from './text/fonts.ts'

/** Characters of these texts that no font has, each once, in order of appearance: found by setting the text as it would be printed. */
export function missingCharacters(texts: readonly string[], country: string | null): string[] {
  const missing = new Set<string>()
  for (const text of texts) for (const character of typeset(text, { size: 10, weight: 'regular' }, 10_000, country).missing) missing.add(character)
  return [...missing]
}
