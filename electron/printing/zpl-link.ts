import { connect, type Socket } from 'node:net'
import { readHostStatuses, type HostStatus } from './host-status.ts'

/** How long a label printer is waited for, in milliseconds. */
export interface LinkPatience {
  readonly connect: number
  /** An answer to a question: a printer that answers does so at once. */
  readonly answer: number
  /** Something that it takes no more of. */
  readonly stall: number
}

/** Long enough for a printer in the same network, in milliseconds. */
export const usualPatience: LinkPatience = { connect: 5000, answer: 2000, stall: 20_000 }

/** How much of what a printer says is kept: an answer has a hundred characters. */
const mostHeard = 4096

/** For how many answers that it owes a printer is waited. */
const mostOwed = 2

/** Why there is no connection, or none any more. */
export type LinkTrouble = 'refused' | 'no_route' | 'silent' | 'name_unknown' | 'broken' | 'stalled'

/** A connection to a label printer that could not be had, or has ended; what had been sent over it may be printed. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
  readonly trouble: LinkTrouble

  constructor(trouble: LinkTrouble, options?: ErrorOptions) {
    super(options?.cause instanceof Error ? options.cause.message : trouble, options)
    this.trouble = trouble
  }
}

const troubles: Readonly<Record<string, LinkTrouble>> = {
  ECONNREFUSED: 'refused', EHOSTUNREACH: 'no_route', ENETUNREACH: 'no_route', EHOSTDOWN: 'no_route', ENETDOWN: 'no_route', EADDRNOTAVAIL: 'no_route', ETIMEDOUT: 'silent', ENOTFOUND: 'name_unknown', EAI_AGAIN: 'name_unknown'
}

/** A connection to a printer that takes ZPL on a socket. */
export class ZplLink {
  readonly #socket: Socket
  readonly #patience: LinkPatience
  #heard = ''
  /** Questions that it has not answered: it answers in the order in which it was asked. */
  #open: Array<(status: HostStatus) => void> = []
  /** When it answered last, in milliseconds of this process. */
  #answeredAt = 0
  /** Settles when the connection is no more. */
  readonly #over: Promise<LinkError>

  private constructor(socket: Socket, patience: LinkPatience) {
    this.#socket = socket
    this.#patience = patience
    this.#over = new Promise((resolve) => {
      socket.once('error', (cause) => { resolve(new LinkError('broken', { cause })) })
      for (const event of ['end', 'close']) socket.once(event, () => { resolve(new LinkError('broken')) })
    })
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      this.#heard = (this.#heard + chunk.toString('latin1')).slice(-mostHeard)
      const { statuses, rest } = readHostStatuses(this.#heard)
      this.#heard = rest
      for (const status of statuses) {
        this.#answeredAt = performance.now()
        this.#open.shift()?.(status)
      }
    })
  }

  /** @throws LinkError */
  static open({ host, port }: { readonly host: string; readonly port: number }, patience: LinkPatience): Promise<ZplLink> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port })
      const timer = setTimeout(() => {
        socket.destroy()
        reject(new LinkError('silent'))
      }, patience.connect)
      const failed = (cause: NodeJS.ErrnoException): void => {
        clearTimeout(timer)
        reject(new LinkError(troubles[cause.code ?? ''] ?? 'silent', { cause }))
      }
      socket.once('error', failed)
      socket.once('connect', () => {
        clearTimeout(timer)
        socket.off('error', failed)
        resolve(new ZplLink(socket, patience))
      })
    })
  }

  /**
   * Asks the printer how it is. An answer that comes late is never taken for one to this question: it says how things stood before
   * what was sent since. So a printer that still owes answers is waited for longer.
   * @returns `null` where it gives no answer: not all do
   * @throws LinkError where the connection has broken
   */
  async ask(): Promise<HostStatus | null> {
    const answer = new Promise<HostStatus>((resolve) => { this.#open.push(resolve) })
    const patience = this.#patience.answer * Math.min(this.#open.length, mostOwed)
    const askedAt = performance.now()
    await this.send('~HS')
    const status = await this.#within(answer, patience)
    // It has answered meanwhile, and owes nothing any more: it left a question out. What it says next is meant for the next one.
    if (status === null && this.#answeredAt > askedAt && performance.now() - this.#answeredAt >= this.#patience.answer) this.#open = []
    return status
  }

  /**
   * Sends bytes, and waits until the system has taken them: that the printer has, only an answer to a later question proves.
   * @throws LinkError `broken`, or `stalled` where it takes no more
   */
  async send(bytes: Uint8Array | string): Promise<void> {
    const sent = new Promise<true>((resolve) => { this.#socket.write(bytes, (error) => { if (error == null) resolve(true) }) })
    if (await this.#within(sent, this.#patience.stall) === null) throw new LinkError('stalled')
  }

  /** Lets everything that was sent go out, then hangs up. @throws LinkError where the printer broke the connection off meanwhile */
  async close(): Promise<void> {
    this.#socket.end()
    const closed = new Promise<true>((resolve) => { for (const event of ['end', 'close']) this.#socket.once(event, () => { resolve(true) }) })
    try {
      await this.#within(closed, this.#patience.answer)
    } catch (error) {
      // A printer that hangs up now does what is expected of it.
      if (error instanceof LinkError && error.cause === undefined) return
      throw error
    } finally {
      this.#socket.destroy()
    }
  }

  /** Hangs up at once; what has not gone out does not. */
  drop(): void { this.#socket.destroy() }

  /** @returns `null` where it takes longer @throws LinkError where the connection ends first */
  async #within<T>(work: Promise<T>, ms: number): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => { timer = setTimeout(resolve, ms, null) })
    const over = this.#over.then((error): never => { throw error })
    try {
      return await Promise.race([over, work, late])
    } finally {
      clearTimeout(timer)
    }
  }
}
