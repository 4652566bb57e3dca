import type { RouteInput } from '../../electron/contract/routes.ts'
import { invoke } from './bridge.ts'

/** The routes `settings.*`, by name. Each answers with a `Result` and never throws. */
export function settingsApi() {
  return {
    get: () => invoke('settings.get'),
    change: (patch: RouteInput<'settings.change'>) => invoke('settings.change', patch)
  }
}
