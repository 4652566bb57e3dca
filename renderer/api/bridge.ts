import type { Bridge, EventName, Events } from '../../electron/contract/events.ts'
import type { Result } from '../../electron/contract/result.ts'
import type { RouteInput, RouteName, RouteOutput } from '../../electron/contract/routes.ts'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

type Input<N extends RouteName> = [RouteInput<N>] extends [undefined] ? [] : [input: RouteInput<N>]

/**
 * Asks the main process. Always settles with a `Result`, never throws: where even the bridge fails the error's code is `internal`.
 * What is sent is copied as plain data, since the bridge refuses Vue's reactive proxies.
 */
export async function invoke<N extends RouteName>(name: N, ...input: Input<N>): Promise<Result<RouteOutput<N>>> {
  try {
    // `ipc/` parses what goes in and answers with what the route promises.
    return (await window.bridge.invoke(name, plain(input[0]))) as Result<RouteOutput<N>>
  } catch (error) {
    return { ok: false, error: { code: 'internal', detail: String(error) } }
  }
}

/** Listens to what the main process announces. @returns the way out */
export function on<N extends EventName>(event: N, listener: (payload: Events[N]) => void): () => void {
  // The payload's type is the promise of `Events`, which main keeps.
  return window.bridge.on(event, (payload) => { listener(payload as Events[N]) })
}

/** Everything that crosses is JSON, so a round trip through it is an exact copy without proxies; what is undefined is left out. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
