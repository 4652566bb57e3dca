import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { AppError, Result } from '../../electron/contract/result.ts'
import type { ConnectionForm, ConnectionView, PastConnection } from '../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../electron/domain/ids.ts'
import { choiceOf, filterOf, storesOf, type StoreChoice } from '../../electron/domain/store-choice.ts'
import { isMixed } from '../../electron/domain/world.ts'
import { connectionsApi } from '../api/connections.ts'
import { useBridgeEvent } from '../composables/use-bridge-event.ts'
import { useSettings } from './settings.ts'

/** The connected stores and their sign-ins; no secret ever comes here. */
export const useConnections = defineStore('connections', () => {
  const list = shallowRef<readonly ConnectionView[]>([])
  /** Stores that were disconnected and left their orders. */
  const past = shallowRef<readonly PastConnection[]>([])
  const loaded = ref(false)
  const error = shallowRef<AppError | null>(null)
  const preferences = useSettings()
  /** What was chosen last in this window; before that, what is remembered. */
  const wanted = ref<string | null>(null)
  /** Which stores the screens are narrowed to. */
  const choice = computed((): StoreChoice => choiceOf(wanted.value ?? preferences.settings?.shownStores ?? 'all', list.value))
  const shownList = computed(() => storesOf(choice.value, list.value))
  const filter = computed(() => filterOf(choice.value))
  /** Disconnected stores whose orders stay in the list as a record, and those of them that are shown. */
  const records = computed(() => past.value.filter(({ kept }) => kept === 'shown'))
  const shownRecords = computed(() => storesOf(choice.value, records.value))
  /** Whether real orders and orders of the rehearsal can stand side by side: then the latter say so. */
  const mixed = computed(() => isMixed([...list.value, ...records.value].map(({ environment }) => environment)))
  /** How the last sign-in of a store ended, where it ended badly. Kept so that it is still there after a look at another screen. */
  const signInErrors = shallowReactive(new Map<ConnectionId, AppError>())
  const openingDemo = ref(false)
  const demoError = shallowRef<AppError | null>(null)

  async function load(): Promise<void> {
    const result = await connectionsApi().list()
    loaded.value = true
    error.value = result.ok ? null : result.error
    if (!result.ok) return
    list.value = result.value
    // A browser opened by hand has answered since.
    for (const { id, signIn: state, status } of result.value) if (state === 'idle' && status === 'authorized' && signInErrors.get(id)?.code === 'signin_browser') signInErrors.delete(id)
  }
  async function loadPast(): Promise<void> {
    const result = await connectionsApi().past()
    if (result.ok) past.value = result.value
  }
  useBridgeEvent('connections.changed', () => {
    void load()
    void loadPast()
  })

  function take(result: Result<ConnectionView>): Result<ConnectionView> {
    if (!result.ok) return result
    const at = list.value.findIndex(({ id }) => id === result.value.id)
    list.value = at < 0 ? [...list.value, result.value] : list.value.with(at, result.value)
    return result
  }

  /** Narrows the screens, and remembers it. */
  function show(next: StoreChoice): void {
    wanted.value = String(next)
    void preferences.change({ shownStores: String(next) })
  }

  /** Has the person choose a file for the logo of a store's slips. @returns `null` where nothing was chosen */
  async function chooseLogo(id: ConnectionId): Promise<Result<ConnectionView> | null> {
    const result = await connectionsApi().chooseLogo(id)
    if (!result.ok) return result
    return result.value === null ? null : take({ ok: true, value: result.value })
  }
  const removeLogo = async (id: ConnectionId): Promise<Result<ConnectionView>> => take(await connectionsApi().removeLogo(id))

  /** Keeps a new store, or the changes of one. An empty Secret Key leaves the kept one as it is. `earlier`: for a store that was connected before. */
  async function save(id: ConnectionId | null, form: ConnectionForm, earlier?: 'take_up' | 'anew'): Promise<Result<ConnectionView>> {
    return take(id === null ? await connectionsApi().add(earlier === undefined ? form : { ...form, earlier }) : await connectionsApi().change({ ...form, id }))
  }

  const holdings = (id: ConnectionId) => connectionsApi().holdings(id)

  async function remove(id: ConnectionId, orders: 'keep' | 'erase'): Promise<Result<undefined>> {
    const result = await connectionsApi().remove(id, orders)
    if (!result.ok) return result
    signInErrors.delete(id)
    await Promise.all([load(), loadPast()])
    return result
  }

  /** Erases what the orders of a disconnected store tell of people. */
  async function erase(id: ConnectionId): Promise<Result<undefined>> {
    const result = await connectionsApi().erase(id)
    await loadPast()
    return result
  }

  async function signIn(id: ConnectionId, ends: Promise<Result<ConnectionView>>): Promise<Result<ConnectionView>> {
    signInErrors.delete(id)
    const result = take(await ends)
    if (result.ok) signInErrors.delete(id)
    else signInErrors.set(id, result.error)
    return result
  }

  /** Opens the browser for the consent. Settles when the sign-in has ended, well or not. `registered`: without our redirect address, so that the one counts that stands at Joom. */
  const authorize = (id: ConnectionId, registered = false) => signIn(id, connectionsApi().authorize(id, registered))
  /** Ends the sign-in with what the person copied out of the browser. */
  const pasteCode = (id: ConnectionId, pasted: string) => signIn(id, connectionsApi().pasteCode(id, pasted))
  /** Ends the sign-in with the answer that the person says to be theirs. */
  const useHeldAnswer = (id: ConnectionId) => signIn(id, connectionsApi().useHeldAnswer(id))
  const cancelAuthorize = (id: ConnectionId) => connectionsApi().cancelAuthorize(id)
  const test = (id: ConnectionId) => connectionsApi().test(id)

  /** Starts the rehearsal server and signs in to its store. @returns the store, or `null` where it did not come to that (`demoError` says why) */
  async function openDemo(): Promise<ConnectionView | null> {
    if (openingDemo.value) return null
    openingDemo.value = true
    demoError.value = null
    const result = take(await connectionsApi().openDemo())
    openingDemo.value = false
    if (result.ok) return result.value
    demoError.value = result.error
    return null
  }

  /** Breaks off whatever sign-in of the demo store is waiting for the browser. */
  async function cancelDemo(): Promise<void> {
    const waiting = list.value.find(({ environment, signIn: state }) => environment === 'rehearsal' && state !== 'idle')
    if (waiting) await cancelAuthorize(waiting.id)
  }

  return { list, past, loaded, error, choice, filter, records, shownRecords, mixed, shownList, show, chooseLogo, removeLogo, signInErrors, openingDemo, demoError, load, loadPast, save, holdings, remove, erase, authorize, pasteCode, useHeldAnswer, cancelAuthorize, test, openDemo, cancelDemo }
})
