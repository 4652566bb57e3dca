import { createServer, type Server, type Socket } from 'node:net'

/** A label printer on a socket of this computer that keeps what it gets, tells how it is, and fails where it is told to. */
export class FakeLabelPrinter {
  /** Whole labels, as they came. */
  readonly labels: string[] = []
  /** What it answers to `~HS`; `answers: false`: nothing. */
  answers = true
  /** Answers, as things stand when it is asked, only when it is told to: see `answerOwed`. */
  answersLate = false
  readonly faults = { paperOut: false, headOpen: false, paused: false, ribbonOut: false }
  /** Prints what it gets at once; otherwise each label waits for `printOne`. */
  atOnce = true
  printed = 0
  /** Hangs up as soon as somebody connects. */
  hangsUp = false
  /** Hangs up in the middle of the label after so many. */
  breaksAfter = Infinity
  /** Reads no more after so many labels. */
  stallsAfter = Infinity
  connections = 0
  mostAtOnce = 0
  readonly #server: Server
  readonly #open = new Set<Socket>()
  readonly #owed: Array<() => void> = []

  constructor() {
    this.#server = createServer((socket) => { this.#serve(socket) })
  }

  async listen(): Promise<{ readonly host: string; readonly port: number }> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve) })
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return { host: '127.0.0.1', port: address.port }
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Sends the answers that it owes. */
  answerOwed(): void { for (const send of this.#owed.splice(0)) send() }

  get owed(): number { return this.#owed.length }

  printOne(): void { if (this.printed < this.labels.length) this.printed += 1 }

  get waiting(): number { return this.labels.length - this.printed }

  #serve(socket: Socket): void {
    this.connections += 1
    this.#open.add(socket)
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open.size)
    socket.on('close', () => this.#open.delete(socket))
    socket.on('error', () => undefined)
    if (this.hangsUp) {
      socket.end()
      return
    }
    let rest = ''
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1')
      for (;;) {
        const question = rest.indexOf('~HS')
        const end = rest.indexOf('^XZ')
        if (question >= 0 && (end < 0 || question < end)) {
          rest = rest.slice(0, question) + rest.slice(question + 3)
          const status = this.#status()
          if (this.answers && this.answersLate) this.#owed.push(() => socket.write(status))
          else if (this.answers) socket.write(status)
          continue
        }
        if (this.labels.length >= this.breaksAfter && rest.includes('^XA')) {
          socket.resetAndDestroy()
          return
        }
        if (end < 0) return
        this.labels.push(rest.slice(rest.indexOf('^XA'), end + 3))
        rest = rest.slice(end + 3)
        if (this.atOnce && !Object.values(this.faults).includes(true)) this.printed = this.labels.length
        if (this.labels.length >= this.stallsAfter) {
          socket.pause()
          return
        }
      }
    })
  }

  /** As a ZD421 answers: three lines between STX and ETX. */
  #status(): string {
    const flag = (on: boolean): string => (on ? '1' : '0')
    const { paperOut, headOpen, paused, ribbonOut } = this.faults
    return [
      `030,${flag(paperOut)},${flag(paused)},1245,${String(Math.max(0, this.waiting - 1)).padStart(3, '0')},0,0,0,000,0,0,0`, `000,0,${flag(headOpen)},${flag(ribbonOut)},1,2,6,${flag(false)},${String(Math.min(1, this.waiting)).padStart(8, '0')},1,000`, '1234,0'
    ].map((line) => `\u0002${line}\u0003\r\n`).join('')
  }
}
