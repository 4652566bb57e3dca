import type { PagesEnd } from './read-pages.ts'

/** A reading of pages that is under way, for those who wait for orders of it. */
export class ComingPages {
  readonly #come = new Set<string>()
  #turn = Promise.withResolvers<undefined>()
  #end: (() => PagesEnd) | null = null
  readonly #over = Promise.withResolvers<undefined>()
  /** Kept once it has ended or failed. */
  readonly over: Promise<undefined> = this.#over.promise

  /** These orders have been taken in. */
  came(joomIds: Iterable<string>): void {
    for (const joomId of joomIds) this.#come.add(joomId)
    this.#next()
  }

  ended(end: PagesEnd): void {
    this.#end = () => end
    this.#over.resolve(undefined)
    this.#next()
  }

  failed(error: unknown): void {
    this.#end = () => { throw error }
    this.#over.resolve(undefined)
    this.#next()
  }

  /**
   * Waits until all of these have come.
   * @returns `null` then; how the reading ended where it did so before
   * @throws what it failed with before
   */
  async waitFor(joomIds: readonly string[]): Promise<PagesEnd | null> {
    while (!joomIds.every((joomId) => this.#come.has(joomId))) {
      if (this.#end !== null) return this.#end()
      await this.#turn.promise
    }
    return null
  }

  #next(): void {
    const { resolve } = this.#turn
    this.#turn = Promise.withResolvers()
    resolve(undefined)
  }
}
