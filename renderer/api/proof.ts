import type { RouteInput } from '../../electron/contract/routes.ts'
import { invoke } from './bridge.ts'

/** The routes `proof.*`, by name. Each answers with a `Result` and never throws. */
export function proofApi() {
  return {
    check: () => invoke('history.check'),
    export: (what: RouteInput<'history.export'>) => invoke('history.export', what),
    due: () => invoke('privacy.due'),
    erase: () => invoke('privacy.erase')
  }
}
