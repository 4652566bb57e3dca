/** Notices that the network is back, from looks at whether it is there. */
export class NetworkWatch {
  readonly #isOnline: () => boolean
  #was: boolean

  constructor(isOnline: () => boolean) {
    this.#isOnline = isOnline
    this.#was = isOnline()
  }

  /** Whether there is a network now and there was none at the last look. */
  isBack(): boolean {
    const before = this.#was
    this.#was = this.#isOnline()
    return this.#was && !before
  }
}
