import { onScopeDispose } from 'vue'
import type { EventName, Events } from '../../electron/contract/events.ts'
import { on } from '../api/bridge.ts'

/** Listens to an announcement of the main process for as long as the component or store lives. */
export function useBridgeEvent<N extends EventName>(event: N, listener: (payload: Events[N]) => void): void {
  onScopeDispose(on(event, listener))
}
