/** One of the demo stores: what tells it from the others. */
export interface DemoStore {
  /** From 1. The first is the one that the application opens by itself. */
  readonly number: number
  readonly name: string
}

/** As many as order ids can tell apart. */
export const mostStores = 20
const names = ['Demo store', 'Harbour Lane', 'Tall Pines', 'Old Mill', 'Corner Room', 'Long Meadow', 'North Gate', 'Glasshouse', 'Market Hall', 'Stone Bridge']

/** @throws where `number` is not a whole number from 1 to 20 */
export function demoStore(number: number): DemoStore {
  if (!Number.isInteger(number) || number < 1 || number > mostStores) throw new Error(`The demo stores are numbered from 1 to ${mostStores}`)
  const name = names[(number - 1) % names.length] ?? ''
  return { number, name: number > names.length ? `${name} ${Math.ceil(number / names.length)}` : name }
}
