/** What cuts texts of a language, made when the first is cut: opening what it knows takes longer than twenty slips. */
export function segmenter(locale: string, granularity: 'grapheme' | 'word'): () => Intl.Segmenter {
  let made: Intl.Segmenter | undefined
  return () => made ??= new Intl.Segmenter(locale, { granularity })
}

/** What cuts between what a reader takes for characters. */
export const graphemes = segmenter('en', 'grapheme')
