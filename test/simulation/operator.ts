import type { OrderRow } from '../../electron/contract/schemas.ts'
import type { CommandId } from '../../electron/domain/ids.ts'
import type { App } from './app.ts'
import type { Dice } from './dice.ts'
import { count, type Figures } from './figures.ts'

const providers = ['China Post', 'DHL', 'EMS'] as const
const everything = { view: 'all', urgency: null, mark: null, connectionId: null, search: '' } as const
type Deed = 'fulfil' | 'modify' | 'refund' | 'undo' | 'decide' | 'ask'

/** Who works in the packing room: sees what the window shows and acts on it. Every number and note is used for one intent only. */
export class Operator {
  /** The commands that were confirmed: the application has said that they are written down. */
  readonly confirmed = new Set<CommandId>()
  /** When each of them was given, by a clock that only goes forward. */
  readonly decided = new Map<CommandId, number>()
  readonly #dice: Dice
  readonly #figures: Figures
  readonly #say: (what: string) => void
  readonly #steady: () => number
  #used = 0

  constructor(dice: Dice, figures: Figures, say: (what: string) => void, steady: () => number) {
    this.#dice = dice
    this.#figures = figures
    this.#say = say
    this.#steady = steady
  }

  /** One look and one deed. Where the application ends meanwhile, it never ends. */
  async act(app: App, now: number): Promise<void> {
    const orders = await app.storage.orderList.rows(everything, 0, 50, now)
    const commands = await app.storage.outboxList.rows(['needs_you', 'unknown', 'waiting'], 0, 50)
    const free = (...states: readonly string[]): OrderRow[] => orders.filter((row) => row.command === null && states.includes(row.state))
    const [approved, shipped, refundable] = [free('APPROVED'), free('SHIPPED'), free('APPROVED', 'SHIPPED', 'REQUIRE_REVIEW')]
    const of = (...states: readonly string[]): CommandId[] => commands.filter(({ state }) => states.includes(state)).map(({ id }) => id)
    const [waiting, unknown, mine] = [of('waiting'), of('unknown'), of('refused', 'conflict')]
    const weights: Partial<Record<Deed, number>> = {
      ...(approved.length > 0 && { fulfil: 8 }), ...(shipped.length > 0 && { modify: 5 }), ...(refundable.length > 0 && { refund: 2 }),
      ...(waiting.length > 0 && { undo: 2 }), ...(unknown.length > 0 && { ask: 1 }), ...(mine.length > 0 && { decide: 6 })
    }
    if (Object.keys(weights).length === 0) return
    const dice = this.#dice
    switch (dice.weighed(weights)) {
      case 'fulfil': return this.#confirmed(app.outbox.fulfil(this.#some(approved).map(({ id }) => ({ orderId: id, provider: dice.pick(providers), trackingNumber: this.#number(), shippingTime: '7-21', note: null }))))
      case 'modify': return this.#confirmed(app.outbox.modifyTracking(this.#some(shipped).map(({ id }) => ({ orderId: id, provider: dice.pick(providers), trackingNumber: this.#number() }))))
      case 'refund': return this.#confirmed(app.outbox.refund([{ orderId: dice.pick(refundable).id, reasonCode: -1, note: `note ${String(++this.#used)}` }]))
      case 'undo': {
        const { undone } = await app.outbox.undo([dice.pick(waiting)])
        this.#say(`person  took back ${undone.join(' ')}`)
        return
      }
      case 'ask': return app.outbox.askNow(dice.pick(unknown))
      case 'decide': return this.decide(app, dice.pick(commands.filter(({ id }) => mine.includes(id))))
    }
  }

  /** Takes back whatever is not ended yet: what has left is only said to have left. */
  async takeBack(app: App, dice: Dice): Promise<void> {
    const open = await app.storage.outboxList.rows(['waiting', 'sending', 'unknown'], 0, 50)
    if (open.length === 0) return
    const { id, state } = dice.pick(open)
    const { undone } = await app.outbox.undo([id])
    count(this.#figures, undone.length > 0 ? 'taken back at any time' : 'too late to be taken back')
    this.#say(`person  ${undone.length > 0 ? 'took back' : 'could not take back'} ${String(id)}, which was ${state}`)
  }

  /**
   * Tries to give an order a number that another one has, or may get. Orders of one id at two stores go to one recipient.
   * @returns what was wrong about the answer; `null` where it was a no, or there was nothing to try
   */
  async tryTaken(app: App, dice: Dice, now: number): Promise<string | null> {
    const orders = await app.storage.orderList.rows(everything, 0, 50, now)
    // What was kept back because of its number stands in nobody's way.
    const commands = (await app.storage.outboxList.rows(['needs_you', 'sending', 'unknown', 'done'], 0, 50)).filter(({ trouble }) => trouble?.code !== 'number_taken')
    const taken = [...orders.map(({ joomId, trackingNumber }) => ({ joomId, number: trackingNumber })), ...commands.map(({ joomId, intent }) => ({ joomId, number: intent.kind === 'refund' ? null : intent.trackingNumber }))]
    const free = orders.filter(({ command, state }) => command === null && state === 'APPROVED')
    const pairs = free.flatMap((order) => taken.flatMap(({ joomId, number }) => (number === null || number === '' || joomId === order.joomId ? [] : [{ order, number }])))
    if (pairs.length === 0) return null
    const { order, number } = dice.pick(pairs)
    const { commandIds, problems } = await app.outbox.fulfil([{ orderId: order.id, provider: 'DHL', trackingNumber: dice.chance(0.5) ? number : number.toLowerCase(), shippingTime: '7-21', note: null }])
    count(this.#figures, 'tried with a number of another')
    this.#say(`person  tried ${number} for ${order.joomId}: ${problems.map(({ code }) => code).join(' ')}`)
    return commandIds.length === 0 ? null : `order ${order.joomId} got ${number}, which another has`
  }

  /** Deals with a command that stands before a person. */
  async decide(app: App, { id, state, intent }: { readonly id: CommandId; readonly state: string; readonly intent: { readonly kind: string } }): Promise<void> {
    const dice = this.#dice
    if (state === 'conflict') return this.#confirmed(app.outbox.resolve(id, dice.pick(['send_ours', 'keep_joom'])), id)
    if (intent.kind === 'refund' || dice.chance(0.5)) return app.outbox.giveUp(id)
    return this.#confirmed(app.outbox.correct(id, { trackingNumber: this.#number() }), id)
  }

  #some(from: readonly OrderRow[]): OrderRow[] {
    const first = this.#dice.between(0, from.length - 1)
    return from.slice(first, first + this.#dice.between(1, 3))
  }

  #number(): string {
    return `SIM${String(++this.#used).padStart(6, '0')}`
  }

  async #confirmed(submitted: ReturnType<App['outbox']['fulfil']>, instead?: CommandId): Promise<void> {
    const at = this.#steady()
    const { commandIds, problems } = await submitted
    for (const id of commandIds) {
      this.confirmed.add(id)
      this.decided.set(id, at)
    }
    count(this.#figures, 'commands', commandIds.length)
    this.#say(`person  confirmed ${commandIds.join(' ')}${instead === undefined ? '' : ` for ${String(instead)}`}${problems.map(({ code }) => ` ${code}`).join('')}`)
  }
}
