import { Trouble } from '../contract/result.ts'
import type { Correction, FulfilItem, ItemProblem, ModifyItem, RefundItem, StoresFilter, Submitted } from '../contract/schemas.ts'
import type { Intent } from '../domain/command.ts'
import type { CommandId, Millis, OrderId } from '../domain/ids.ts'
import type { NumberMasks } from '../domain/number-mask.ts'
import { noteOf } from '../domain/order-change.ts'
import { shippingTimeOf } from '../domain/shipping-time.ts'
import { graveFindings, toBeAccepted, trackingFindings, type GraveFinding } from '../domain/tracking-finding.ts'
import { normaliseTracking } from '../domain/tracking-number.ts'
import { fulfilProblems, modifyProblems, refundProblems } from './checks.ts'
import type { Draft, Journal, NumberUse, Subject } from './journal.ts'
import { isApplied, type Observed } from './observed.ts'
import { leavesAt } from './policy.ts'

export interface OutboxNeeds {
  readonly journal: Journal
  /** The clock that the worker counts waits by. */
  readonly now: () => Millis
  /** How long Undo is free, in seconds. */
  readonly undoSeconds: () => number
  /** Who works here, for the history. */
  readonly operator: () => string | null
  /** What the merchant has written down of the numbers of providers. */
  readonly numberMasks: () => NumberMasks
  /** Called after every change, so that the worker looks and the window is told. */
  readonly changed: () => void
}

interface Item {
  readonly orderId: OrderId
  readonly provider?: string
  readonly trackingNumber?: string
  readonly accepted?: readonly GraveFinding[] | undefined
}

type Problems = (find: (id: OrderId) => Subject | undefined, uses: readonly NumberUse[]) => ItemProblem[]

/** A parcel as it is sent again. What is odd about a number that was sent before, under the same provider, was accepted then. */
function numbered(orderId: OrderId, { accepted, ...typed }: Omit<Correction, 'id'>, sent: { readonly provider: string; readonly trackingNumber: string }) {
  const { provider = sent.provider, trackingNumber = sent.trackingNumber } = typed
  return { orderId, provider, trackingNumber, accepted: provider === sent.provider && normaliseTracking(trackingNumber) === sent.trackingNumber ? graveFindings : accepted }
}

const fulfilIntent = (item: FulfilItem): Intent => ({ kind: 'fulfill', provider: item.provider, trackingNumber: normaliseTracking(item.trackingNumber), shippingTime: shippingTimeOf(item.shippingTime) ?? item.shippingTime, note: noteOf(item.note) })
const modifyIntent = (item: ModifyItem): Intent => ({ kind: 'modify_tracking', provider: item.provider, trackingNumber: normaliseTracking(item.trackingNumber) })
const refundIntent = (item: RefundItem): Intent => ({ kind: 'refund', reasonCode: item.reasonCode, note: noteOf(item.note) })

/** @returns `null` where the command has moved on meanwhile */
const unlessMoved = <T>(work: Promise<T>): Promise<T | null> => work.catch((error: unknown) => {
  if (error instanceof Trouble && (error.code === 'command_moved_on' || error.code === 'not_found')) return null
  throw error
})

/** What people do with commands. The worker does the rest. */
export class Outbox {
  readonly #needs: OutboxNeeds
  #turn: Promise<unknown> = Promise.resolve()

  constructor(needs: OutboxNeeds) {
    this.#needs = needs
  }

  /** What would stand in the way of confirming these shipments now. Changes nothing. */
  async checkFulfil(items: readonly FulfilItem[]): Promise<ItemProblem[]> {
    const { find, uses } = await this.#look(items)
    return fulfilProblems(items, find, uses, false)
  }

  /**
   * Writes the confirmations down. Either all become commands or, where anything stands in the way, none does and every
   * problem is named. A command waits while Undo is free and is then sent by itself.
   * @throws Trouble `tracking_unsure` where a number is nearly always a mistake and the item does not carry that a person has accepted that; `order_busy` where another command of one of the orders was written at the same moment; none of these is then
   */
  fulfil(items: readonly FulfilItem[]): Promise<Submitted> {
    return this.#submit(items, fulfilIntent, (find, uses) => fulfilProblems(items, find, uses, false), null)
  }

  /** The same for corrections of tracking numbers of shipped orders. */
  modifyTracking(items: readonly ModifyItem[]): Promise<Submitted> {
    return this.#submit(items, modifyIntent, (find, uses) => modifyProblems(items, find, uses, false), null)
  }

  /** The same for refunds. */
  refund(items: readonly RefundItem[]): Promise<Submitted> {
    return this.#submit(items, refundIntent, (find) => refundProblems(items, find, false), null)
  }

  /** Takes back what was never sent; what has left is named. */
  async undo(ids: readonly CommandId[]): Promise<{ undone: CommandId[]; left: CommandId[] }> {
    const undone = await this.#needs.journal.undo(ids, this.#needs.operator(), this.#needs.now())
    this.#needs.changed()
    return { undone: [...undone], left: ids.filter((id) => !undone.includes(id)) }
  }

  /** Takes back everything that waits, of some stores. @returns how many */
  async undoAll(stores: StoresFilter): Promise<number> {
    const undone = await this.#needs.journal.undoAll(stores, this.#needs.operator(), this.#needs.now())
    this.#needs.changed()
    return undone.length
  }

  /** Sends a refused command again, corrected: a new command takes its place, and its checks are those of any other. */
  async correct(id: CommandId, correction: Omit<Correction, 'id'>): Promise<Submitted> {
    const { orderId, intent } = await this.#refused(id)
    switch (intent.kind) {
      case 'fulfill': {
        const items = [{ ...numbered(orderId, correction, intent), shippingTime: correction.shippingTime ?? intent.shippingTime, note: correction.note === undefined ? intent.note : correction.note }]
        return this.#submit(items, fulfilIntent, (find, uses) => fulfilProblems(items, find, uses, true), id)
      }
      case 'modify_tracking': return this.#modifyInstead(numbered(orderId, correction, intent), id)
      case 'refund': {
        const items = [{ orderId, reasonCode: intent.reasonCode, note: correction.note === undefined ? intent.note : correction.note }]
        return this.#submit(items, refundIntent, (find) => refundProblems(items, find, true), id)
      }
    }
  }

  /** Gives a refused command up. The order stands where Joom has it. */
  async giveUp(id: CommandId): Promise<void> {
    await this.#refused(id)
    await this.#needs.journal.close(id, 'given_up', this.#needs.operator(), this.#needs.now())
    this.#needs.changed()
  }

  /**
   * Sends many refused commands again, each by itself: what stands in the way of one does not keep the others.
   * @throws Trouble `tracking_unsure` as for `fulfil`; none is sent then
   */
  async correctAll(corrections: readonly Correction[]): Promise<{ commandIds: CommandId[]; problems: { id: CommandId; problems: ItemProblem[] }[]; moved: CommandId[] }> {
    const answer: { commandIds: CommandId[]; problems: { id: CommandId; problems: ItemProblem[] }[]; moved: CommandId[] } = { commandIds: [], problems: [], moved: [] }
    const replaced = await Promise.all(corrections.map(({ id }) => this.#needs.journal.find(id)))
    this.#holdUnsure(corrections.flatMap((correction, at) => {
      const { orderId, intent } = replaced[at] ?? {}
      return orderId === undefined || intent === undefined || intent.kind === 'refund' ? [] : [numbered(orderId, correction, intent)]
    }))
    for (const { id, ...correction } of corrections) {
      const submitted = await unlessMoved(this.correct(id, correction))
      if (submitted === null) answer.moved.push(id)
      else if (submitted.problems.length > 0) answer.problems.push({ id, problems: submitted.problems })
      else answer.commandIds.push(...submitted.commandIds)
    }
    return answer
  }

  /** Gives many refused commands up; those that are not refused any more are left as they are. */
  async giveUpAll(ids: readonly CommandId[]): Promise<{ given: CommandId[]; left: CommandId[] }> {
    const given: CommandId[] = []
    for (const id of ids) if (await unlessMoved(this.giveUp(id).then(() => id)) !== null) given.push(id)
    return { given, left: ids.filter((id) => !given.includes(id)) }
  }

  /**
   * Ends a conflict as a person decided. `keep_joom` closes the command. `send_ours` sends what we meant: over an order that
   * is shipped with another number that is a correction of its tracking; where the order is not shipped (only another than
   * before, or out of a review), the same confirmation is given again for it as it is now, with all its checks; a refund is
   * sent again. Where the order is by now what we meant, nothing is sent: Joom has it, and the command is closed.
   */
  async resolve(id: CommandId, choice: 'send_ours' | 'keep_joom'): Promise<Submitted> {
    const command = await this.#find(id)
    if (command.state !== 'conflict') throw new Trouble({ code: 'command_moved_on' })
    const { orderId, intent } = command
    const [subject] = await this.#needs.journal.subjects([orderId])
    if (choice === 'keep_joom' || (subject !== undefined && isApplied(intent, { ...subject, at: this.#needs.now() }))) {
      await this.#needs.journal.close(id, 'kept_joom', this.#needs.operator(), this.#needs.now())
    } else if (intent.kind === 'refund') {
      await this.#needs.journal.sendAgain(id, this.#needs.operator(), this.#needs.now())
    } else if (intent.kind === 'fulfill' && subject?.state !== 'SHIPPED') {
      const items = [{ orderId, ...intent, accepted: graveFindings }]
      return this.#submit(items, fulfilIntent, (find, uses) => fulfilProblems(items, find, uses, true), id)
    } else {
      return this.#modifyInstead({ orderId, provider: intent.provider, trackingNumber: intent.trackingNumber, accepted: graveFindings }, id)
    }
    this.#needs.changed()
    return { commandIds: [], problems: [] }
  }

  /** Puts commands before a person about which it could not be found out for long what Joom has. Nothing is sent by it; what may not be stopped, or is asked about at this moment, is named. */
  async stopAsking(ids: readonly CommandId[]): Promise<{ stopped: CommandId[]; left: CommandId[] }> {
    const stopped = await this.#needs.journal.stopAsking(ids, this.#needs.operator(), this.#needs.now())
    this.#needs.changed()
    return { stopped: [...stopped], left: ids.filter((id) => !stopped.includes(id)) }
  }

  /** Has Joom asked at once about a command whose outcome is not known. */
  async askNow(id: CommandId): Promise<void> {
    await this.#needs.journal.readNow(id, this.#needs.now())
    this.#needs.changed()
  }

  /** The same for all of some stores. @returns how many */
  async askAll(stores: StoresFilter): Promise<number> {
    const asked = await this.#needs.journal.readAllNow(stores, this.#needs.now())
    this.#needs.changed()
    return asked
  }

  #modifyInstead(item: Item & Pick<ModifyItem, 'provider' | 'trackingNumber'>, corrects: CommandId): Promise<Submitted> {
    const items = [item]
    return this.#submit(items, modifyIntent, (find, uses) => modifyProblems(items, find, uses, true), corrects)
  }

  async #find(id: CommandId) {
    const command = await this.#needs.journal.find(id)
    if (!command) throw new Trouble({ code: 'not_found' })
    return command
  }

  async #refused(id: CommandId) {
    const command = await this.#find(id)
    if (command.state !== 'refused') throw new Trouble({ code: 'command_moved_on' })
    return command
  }

  /** @throws Trouble `tracking_unsure` with the first number that is nearly always a mistake, and of which nobody has said that it is right */
  #holdUnsure(items: readonly Item[]): void {
    const masks = this.#needs.numberMasks()
    for (const { trackingNumber = '', provider = '', accepted = [] } of items) {
      const number = normaliseTracking(trackingNumber)
      if (toBeAccepted(trackingFindings(number, provider, null, masks)).some((grave) => !accepted.includes(grave))) throw new Trouble({ code: 'tracking_unsure', params: { number } })
    }
  }

  async #look(items: ReadonlyArray<{ readonly orderId: OrderId; readonly trackingNumber?: string }>) {
    const { journal } = this.#needs
    const subjects = new Map((await journal.subjects(items.map((item) => item.orderId))).map((subject) => [subject.orderId, subject]))
    const numbers = items.flatMap((item) => (item.trackingNumber === undefined ? [] : [normaliseTracking(item.trackingNumber)])).filter((number) => number !== '')
    const uses = numbers.length === 0 ? [] : await journal.uses(numbers)
    return { find: (id: OrderId) => subjects.get(id), uses }
  }

  /** One after the other: what is being written is looked at before the next is checked, so that two recipients get no number in the same moment. */
  #submit<Its extends Item>(items: readonly Its[], intentOf: (item: Its) => Intent, problemsOf: Problems, corrects: CommandId | null): Promise<Submitted> {
    const submitted = this.#turn.then(() => this.#checkAndWrite(items, intentOf, problemsOf, corrects))
    this.#turn = submitted.catch(() => undefined)
    return submitted
  }

  async #checkAndWrite<Its extends Item>(items: readonly Its[], intentOf: (item: Its) => Intent, problemsOf: Problems, corrects: CommandId | null): Promise<Submitted> {
    const { find, uses } = await this.#look(items)
    const problems = problemsOf(find, uses)
    if (problems.length > 0) return { commandIds: [], problems }
    this.#holdUnsure(items)
    const now = this.#needs.now()
    const undoSeconds = this.#needs.undoSeconds()
    const drafts = items.flatMap((item): Draft[] => {
      const subject = find(item.orderId)
      if (!subject) return []
      const before: Observed = { state: subject.state, provider: subject.provider, trackingNumber: subject.trackingNumber, at: now, recipientKey: subject.recipientKey, quantity: subject.quantity, address: subject.address, lastUpdated: subject.lastUpdated }
      return [{ orderId: item.orderId, intent: intentOf(item), before, leavesAt: leavesAt(now, undoSeconds, subject.dueAt), corrects }]
    })
    const commandIds = await this.#needs.journal.submit(drafts, this.#needs.operator(), now)
    this.#needs.changed()
    return { commandIds: [...commandIds], problems: [] }
  }
}
