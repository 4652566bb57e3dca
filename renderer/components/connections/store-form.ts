import type { AppError } from '../../../electron/contract/result.ts'
import type { ConnectionForm, ConnectionView } from '../../../electron/contract/schemas.ts'
import type { StoreColor } from '../../../electron/domain/store-color.ts'
import { parseAddress, productionAddress } from '../../../electron/domain/connection.ts'

/** What stands in the form. `secretKey` is what was typed now: the kept one never comes back. */
export type StoreDraft = Omit<ConnectionForm, 'secretKey' | 'color' | 'returnAddress'> & { readonly secretKey: string; readonly color: StoreColor; readonly returnAddress: string }

/** @param free the colour that a new store begins with */
export function draftOf(store: ConnectionView | null, free: StoreColor): StoreDraft {
  return store === null
    ? { name: '', environment: 'production', address: productionAddress, storeId: '', clientId: '', secretKey: '', color: free, returnAddress: '' }
    : { name: store.name, environment: store.environment, address: store.address, storeId: store.storeId, clientId: store.clientId, secretKey: '', color: store.color, returnAddress: store.returnAddress }
}

/** Whether anything typed differs from what is kept, or from what a new store begins with. */
export function isChanged(draft: StoreDraft, store: ConnectionView | null, free: StoreColor): boolean {
  const kept = draftOf(store, free)
  return (Object.keys(kept) as (keyof StoreDraft)[]) // `Object.keys` forgets the names it was given.
    .some((field) => draft[field] !== kept[field])
}

/** What main is given: an empty Secret Key is left out, which keeps the kept one. */
export function formOf(draft: StoreDraft): ConnectionForm {
  const { secretKey, ...rest } = draft
  return secretKey === '' ? rest : { ...rest, secretKey }
}

/** Keys of the catalogue for what is wrong, by field. */
export type StoreProblems = Partial<Record<'name' | 'environment' | 'address' | 'clientId' | 'secretKey', string>>

/** The field that an error of main is about; `null` where it is about no single one. */
export function problemOf(error: AppError | null): StoreProblems | null {
  if (error?.code === 'connection_name_taken') return { name: 'errors.connection_name_taken' }
  if (error?.code === 'connection_world') return { environment: 'errors.connection_world' }
  const problem = error?.code === 'connection_address' ? error.params?.['problem'] : undefined
  return problem === undefined ? null : { address: `errors.connection_address_${problem}` }
}

/** What keeps the form from being saved. A kept Secret Key is only ever sent where it was meant to go, so another address asks for it anew. */
export function problemsOf(draft: StoreDraft, store: ConnectionView | null): StoreProblems {
  const address = draft.environment === 'custom' ? parseAddress(draft.address) : { origin: draft.address }
  const elsewhere = store !== null && (draft.environment !== store.environment || (draft.environment === 'custom' && draft.address.trim() !== store.address))
  const secret = draft.secretKey.trim() !== '' ? null : store === null || store.secretSavedAt === null ? 'connections.problems.secret' : elsewhere ? 'connections.problems.secret_anew' : null
  return {
    ...(draft.name.trim() === '' && { name: 'connections.problems.name' }),
    ...('problem' in address && { address: `errors.connection_address_${address.problem}` }),
    ...(draft.clientId.trim() === '' && { clientId: 'connections.problems.client_id' }),
    ...(secret !== null && { secretKey: secret })
  }
}
