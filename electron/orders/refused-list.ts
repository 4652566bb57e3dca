import type { PageRefused, PageTrouble } from './orders-page.ts'

/** That Joom refuses to list what is open, while the rest of a store is read: known until that list is asked for anew. Nothing of it outlives the program. */
export class RefusedList {
  #no: PageRefused | null = null

  /** The list is asked for anew. */
  begin(): void {
    this.#no = null
  }

  /** Joom said no to it. */
  refused(no: PageRefused): void {
    this.#no = no
  }

  /** @returns the no, with the words about what else could not be had; only that where there is no no */
  trouble(other: PageTrouble | null): PageTrouble | null {
    if (this.#no === null) return other
    const words = other !== null && 'message' in other ? [other.message] : []
    return { ...this.#no, message: [this.#no.message, ...words].join('; ') }
  }
}
