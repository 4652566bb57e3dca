import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OrderRow, OutboxRow } from '../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { browserPath } from '../support/rehearsal-browser-path.ts'
import { freePort } from '../support/free-port.ts'
import { startApp, type App } from './app.ts'
import type { Joom } from './joom.ts'

/** A data folder on which Packbench is started, killed and started again, with one store. */
export interface Room {
  readonly folder: string
  /** The process that was started last. */
  readonly app: () => App
  /** Starts Packbench anew; the one before is gone. */
  readonly start: () => App
  /** Signs in as a person would where a sign-in has ended: a kill may take a fresh token with it. */
  readonly signIn: () => Promise<void>
  readonly commands: () => Promise<readonly OutboxRow[]>
}

const groups = ['needs_you', 'unknown', 'waiting', 'sending', 'done', 'undone'] as const
const mostRows = 500

/** Reads a list to its end. */
export async function whole<T>(page: (offset: number, limit: number) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for (;;) {
    const more = await page(all.length, mostRows)
    all.push(...more)
    if (more.length < mostRows) return all
  }
}

/** Prepares a data folder where Undo is over at once and nothing is read by itself. */
export async function roomIn(folder: string, pace: number, joom: Joom): Promise<Room> {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ redirectPort: await freePort(), undoSeconds: 0, refreshMinutes: 120 }))
  const env = { BROWSER: browserPath(folder), REHEARSAL_BROWSER: 'grant', NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const launch = (): App => startApp(folder, [`--outbox-pace=${String(pace)}`], env)
  let app = launch()
  const connection = await app.ask('connections.add', { name: 'Kills', environment: 'custom', address: joom.address, storeId: '', clientId: joom.clientId, secretKey: joom.secretKey })
  const id: ConnectionId = connection.id
  const room: Room = {
    folder,
    app: () => app,
    start: () => {
      app = launch()
      return app
    },
    signIn: async () => {
      const [store] = await app.ask('connections.list', undefined)
      if (store?.status !== 'authorized') await app.ask('connections.authorize', { id })
    },
    commands: () => whole((offset, limit) => app.ask('outbox.rows', { groups: [...groups], offset, limit }))
  }
  await room.signIn()
  await app.ask('orders.refresh', { connectionId: id })
  return room
}

/** The orders that wait to be shipped, in the order of the list. */
export function ordersToShip({ app }: Room): Promise<OrderRow[]> {
  const filter = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } as const
  return whole((offset, limit) => app().ask('orders.rows', { filter, offset, limit })).then((rows) => rows.filter(({ state, readable }) => state === 'APPROVED' && readable))
}
