import type { RunOutcome } from '../documents/desk-input.ts'
import { placesText } from '../domain/pick-list.ts'
import { newestSheets, type SheetState } from '../domain/print-run.ts'
import type { Gathered, Placed } from './desk-gathered.ts'
import type { LedgerRow, StoredRun } from './run-store.ts'

/** A run for the end of the day: its orders at their places, what it left out, and how it came out as far as a person has said. */
export function summaryPaper(all: readonly Placed[], run: StoredRun, ledger: readonly LedgerRow[]): Gathered {
  const stores = [...Map.groupBy(all, ({ order }) => order.storeName)].map(([store, list]) => ({
    store, orders: list.length, pieces: list.reduce((sum, { order }) => sum + (order.quantity ?? 0), 0), uncounted: list.filter(({ order }) => order.quantity === null).length
  }))
  const rows = all.map(({ position, order }) => ({ position, pickCode: order.pickCode, joomId: order.joomId, recipient: order.shipTo.name, country: order.shipTo.country, pieces: order.quantity }))
  return { content: { kind: 'summary', run: { id: run.id, createdAt: run.createdAt, paper: run.paper }, stores, outcome: outcomeOf(ledger), rows, leftOut: run.leftOut.map(({ joomId, reason }) => ({ joomId, reason: reasons[reason] })) }, count: all.length, leftOut: [] }
}

function outcomeOf(ledger: readonly LedgerRow[]): RunOutcome {
  const newest = newestSheets(ledger)
  const places = (which: (sheet: LedgerRow) => boolean): RunOutcome[keyof RunOutcome] => {
    const found = newest.filter(which)
    return { n: found.length, places: placesText(found.map(({ position }) => ({ position, quantity: 1 }))) }
  }
  const within = (...states: SheetState[]) => places(({ state }) => states.includes(state))
  return { good: within('good'), out: within('handing', 'handed', 'unknown'), saved: within('saved'), left: within('waiting', 'spoiled'), discarded: within('discarded'), copied: places(({ copy, state }) => copy > 1 && state !== 'discarded') }
}

/** Why an order was left out of a run, on paper. */
const reasons: Readonly<Record<StoredRun['leftOut'][number]['reason'], string>> = {
  not_to_ship: 'not to be shipped any more', unreadable: 'cannot be read', no_address: 'no address', doubted: 'Joom contradicts itself about it', gone: 'Joom does not know it any more', not_understood: 'Joom says of it what cannot be read', missing_characters: 'characters that no font has', as_numbers: 'characters that no font has', cannot_be_made: 'does not fit on its paper', claimed: 'another run holds it or has printed it'
}
