import type { RouteInput } from '../../electron/contract/routes.ts'
import { invoke } from './bridge.ts'

export function proofApi(call = invoke) {
  return {
    check: () => call('history.check'),
    export: (what: RouteInput<'history.export'>) => call('history.export', what),
    due: () => call('privacy.due'),
    erase: () => call('privacy.erase')
  }
}
