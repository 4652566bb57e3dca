import { Trouble, type AppError } from '../../../../electron/contract/result.ts'
import type { ConnectionForm, ConnectionView } from '../../../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../../../electron/domain/ids.ts'
import { FakeMain, hour, noon } from '../support/fake-main.ts'

export function storeView(id: number, part: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: id as ConnectionId, name: `Store ${String(id)}`, color: 'blue', returnAddress: '', logo: null, environment: 'production', address: 'https://api-merchant.joom.com', storeId: `s${String(id)}`, clientId: `c${String(id)}`, secretSavedAt: noon - 99 * hour, status: 'authorized',
    authorizedUntil: noon + 900 * hour, readAt: noon - 12_000, trouble: null, signIn: 'idle', ...part
  }
}

/** Main with stores that are kept in memory, and a browser whose answer the test gives. */
export class FakeStores extends FakeMain {
  stores: ConnectionView[]
  /** What waits for the browser. */
  #browser: { readonly id: number; readonly end: (error: AppError | null) => void } | null = null

  constructor(stores: ConnectionView[]) {
    super([])
    this.stores = stores
    const routes: Record<string, (input: never) => unknown> = {
      'connections.list': () => this.stores,
      'connections.add': (form: ConnectionForm) => this.#keep(storeView(50 + this.stores.length, { ...shown(form), status: 'new', authorizedUntil: null, secretSavedAt: form.secretKey === undefined ? null : noon })),
      'connections.change': ({ id, ...form }: ConnectionForm & { readonly id: number }) => this.#patch(id, { ...shown(form), ...(form.secretKey !== undefined && { secretSavedAt: noon }) }),
      'connections.holdings': () => ({ orders: 12, openCommands: 0 }),
      'connections.remove': ({ id }: { readonly id: number }) => { this.stores = this.stores.filter((store) => store.id !== id) },
      'connections.authorize': ({ id }: { readonly id: number }) => this.#wait(id),
      'connections.cancelAuthorize': () => { this.browserAnswers({ code: 'signin_cancelled' }) },
      'connections.pasteCode': ({ id }: { readonly id: number }) => this.#patch(id, { status: 'authorized', authorizedUntil: noon + 700 * hour }),
      'connections.test': () => ({ answer: 'Welcome!' }),
      'connections.openDemo': () => {
        this.stores = [...this.stores.filter(({ id }) => id !== 9), storeView(9, { name: 'Demo store', environment: 'rehearsal', address: 'http://127.0.0.1:41920', status: 'new' })]
        return this.#wait(9)
      },
      'rehearsal.state': () => ({ running: true, address: 'http://127.0.0.1:41920', orders: 150, faults: [], quirks: [], requests: [] }),
      'app.info': () => ({ version: '0.1.0', platform: 'linux', program: 'test', secretsProtected: true, dataFolder: '/data', redirectAddress: 'http://localhost:41917/joom/callback', online: true })
    }
    for (const [route, answer] of Object.entries(routes)) this.answers.set(route, answer)
  }

  browserAnswers(error: AppError | null): void {
    this.#browser?.end(error)
    this.#browser = null
  }

  #keep(store: ConnectionView): ConnectionView {
    this.stores = [...this.stores, store]
    return store
  }
  #patch(id: number, part: Partial<ConnectionView>): ConnectionView {
    this.stores = this.stores.map((store) => (store.id === id ? { ...store, ...part } : store))
    this.emit('connections.changed')
    const store = this.stores.find((one) => one.id === id)
    if (!store) throw new Trouble({ code: 'not_found' })
    return store
  }
  #wait(id: number): Promise<ConnectionView> {
    this.#patch(id, { signIn: 'waiting_for_browser' })
    return new Promise((resolve, reject) => {
      this.#browser = {
        id,
        end: (error) => {
          const store = this.#patch(id, error === null ? { signIn: 'idle', status: 'authorized', trouble: null } : { signIn: 'idle' })
          if (error === null) resolve(store)
          else reject(new Trouble(error))
        }
      }
    })
  }
}

function shown({ name, environment, address, storeId, clientId, color, returnAddress }: ConnectionForm): Partial<ConnectionView> {
  return { name, environment, address, storeId, clientId, ...(color !== undefined && { color }), ...(returnAddress !== undefined && { returnAddress }) }
}
