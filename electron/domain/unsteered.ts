/** Overrides, embeddings and isolates: they reorder what stands around the text, on a label too. */
const steering = /[\u202a-\u202e\u2066-\u2069]/gu

/** A text of others without what has it, or what stands beside it, shown in another order than it stands: nothing looks like something else in a list or a question. */
export function unsteered(text: string): string {
  return text.replace(steering, '')
}
