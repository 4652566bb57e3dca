import type { ConnectionId } from '../../electron/domain/ids.ts'
import { Addresses } from './addresses.ts'
import { Dice } from './dice.ts'
import { clear } from './faults.ts'
import type { Figures } from './figures.ts'
import type { Machine } from './machine.ts'
import { ModelJoom } from './model-joom.ts'
import { Network } from './network.ts'
import type { Trace } from './trace.ts'

/** Where the Joom of a store is. */
export const addressOf = (nth: number): string => `https://joom${nth === 1 ? '' : String(nth)}.simulated`

/** One store: its orders and tokens at Joom, and the way there with weather of its own. */
export class Store {
  readonly id: ConnectionId
  readonly joom: ModelJoom
  readonly network: Network
  readonly addresses = new Addresses()
  /** How it is called in the trace: the only one has no name. */
  readonly name: string

  /** @param nth from 1 on: the order in which the stores were connected */
  constructor(nth: number, seed: number, { machine, trace, figures }: { readonly machine: Machine; readonly trace: Trace; readonly figures: Figures }) {
    this.id = nth as ConnectionId // as the database numbers them
    this.name = nth === 1 ? '' : String(nth)
    this.joom = new ModelJoom(new Dice(seed, `joom${this.name}`), machine.rightTime, nth)
    this.network = new Network({ machine, joom: this.joom, addresses: this.addresses, dice: new Dice(seed, `network${this.name}`), more: new Dice(seed, `second${this.name}`), trace, figures, name: this.name }, clear)
  }
}
