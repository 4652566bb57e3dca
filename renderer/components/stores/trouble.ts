import type { AppError } from '../../../electron/contract/result.ts'
import type { ConnectionView } from '../../../electron/contract/schemas.ts'

/** Whether a trouble of a store is that of its last sign-in; any other is that of its last reading. */
export function isSignInTrouble(code: string): boolean {
  return code.startsWith('signin_')
}

/** An error of a store's reading with the address that its sentence names. */
export function atAddress(error: AppError, address: string): AppError {
  return error.params?.['problem'] === undefined ? error : { ...error, params: { ...error.params, address } }
}

/** A trouble of a store as an error, with what its sentence names; `null` where there is none. */
export function troubleOf({ trouble, address }: Pick<ConnectionView, 'trouble' | 'address'>): AppError | null {
  if (trouble === null) return null
  const { code, message, params, requestId } = trouble
  return atAddress({ code, detail: message, ...(params && { params }), ...(requestId != null && { requestId }) }, address)
}

const outOfReach = new Set(['offline', 'unavailable', 'not_sent', 'network'])
/** Problems of the way that are those of a computer without a network, too. The others have been answered by somebody, or ask for something else. */
const likeOffline = new Set<unknown>(['name', 'unreachable', undefined])

/** Whether nobody was reached, as opposed to an answer that was no, asked for a pause, was not Joom's or could not be used. */
export function isOutOfReach({ code, params }: { readonly code: string; readonly params?: AppError['params'] | null }): boolean {
  return outOfReach.has(code) && likeOffline.has(params?.['problem'])
}

/** Whether places of a store's lists could not be had: another reading leaves them out as well, only reading everything anew asks for them. */
export function wantsAnew({ params }: Pick<AppError, 'params'>): boolean {
  return params?.['problem'] === 'places'
}

/** Whether all else of a store was read: some places of its lists, or one call, could not be had. */
export function isPartly({ params }: Pick<AppError, 'params'>): boolean {
  return wantsAnew({ params }) || params?.['call'] !== undefined
}
