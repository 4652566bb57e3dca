import type { Misbehaviour } from '../../electron/contract/schemas.ts'
import { invoke } from './bridge.ts'

export function rehearsalApi(call = invoke) {
  return {
    state: () => call('rehearsal.state'),
    misbehave: (fault: Misbehaviour) => call('rehearsal.misbehave', fault),
    behave: () => call('rehearsal.behave'),
    reset: () => call('rehearsal.reset')
  }
}
