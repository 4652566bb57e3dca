import type { Environment } from './connection.ts'
import type { ConnectionId } from './ids.ts'
import { isMixed, worldOf, worlds, type World } from './world.ts'

/** Which stores are shown: all, those of one world, or one. */
export type StoreChoice = 'all' | World | ConnectionId

interface Store { readonly id: ConnectionId; readonly environment: Environment }

/** What was remembered as a choice among the stores there are; all, where it names none of them. */
export function choiceOf(remembered: string, stores: readonly Store[]): StoreChoice {
  const world = worlds.find((one) => one === remembered)
  if (world !== undefined) return isMixed(stores.map(({ environment }) => environment)) ? world : 'all'
  return stores.find(({ id }) => String(id) === remembered)?.id ?? 'all'
}

/** The stores that are shown, in the order in which they were given. */
export function storesOf<S extends Store>(choice: StoreChoice, stores: readonly S[]): readonly S[] {
  if (choice === 'all') return stores
  return stores.filter(({ id, environment }) => (typeof choice === 'number' ? id === choice : worldOf(environment) === choice))
}

/** The choice as a list is asked for it. */
export function filterOf(choice: StoreChoice): { readonly connectionId: ConnectionId | null; readonly world: World | null } {
  return { connectionId: typeof choice === 'number' ? choice : null, world: choice === 'real' || choice === 'rehearsal' ? choice : null }
}
