/** Whose turn it is to be looked up where not all can be: those that were not for the longest time. Nothing of it outlives the program. */
export class LookUps {
  readonly #last = new Map<string, number>()
  #count = 0

  /** @returns at most so many of these, those that were never looked up first */
  next(joomIds: readonly string[], most: number): string[] {
    const wanted = new Set(joomIds)
    for (const id of this.#last.keys()) if (!wanted.has(id)) this.#last.delete(id)
    const turn = (id: string): number => this.#last.get(id) ?? 0
    return joomIds.toSorted((a, b) => turn(a) - turn(b)).slice(0, most)
  }

  /** One is looked up now, whatever comes of it. */
  begun(joomId: string): void {
    this.#last.set(joomId, ++this.#count)
  }
}
