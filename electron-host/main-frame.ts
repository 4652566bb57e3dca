import { addresses } from './protocol.ts'

/** The frame that a message came from. Always the same object for one window, so that an app may compare it. */
export class MainFrame {
  readonly routingId = 1
  readonly processId = 1
  readonly parent = null
  readonly frames = []
  #url = ''

  /** As the browser knows it: the page cannot make it up. */
  get url(): string { return this.#url }
  get origin(): string { return addresses.origin(this.#url) }
  get top(): this { return this }
  isDestroyed(): boolean { return false }

  moved(url: string): void { this.#url = url }
}
