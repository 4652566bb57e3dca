import type { RouteInput } from '../../electron/contract/routes.ts'
import { invoke } from './bridge.ts'

export function settingsApi(call = invoke) {
  return {
    get: () => call('settings.get'),
    change: (patch: RouteInput<'settings.change'>) => call('settings.change', patch)
  }
}
