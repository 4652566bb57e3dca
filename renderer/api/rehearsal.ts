import type { Misbehaviour } from '../../electron/contract/schemas.ts'
import { invoke } from './bridge.ts'

export function rehearsalApi(call = invoke) {
  return {
    state: () => call('rehearsal.state'),
    misbehave: (fault: Misbehaviour) => call('rehearsal.misbehave', fault),
    quirks: (all: boolean) => call('rehearsal.quirks', { all }),
    behave: () => call('rehearsal.behave'),
    reset: () => call('rehearsal.reset')
  }
}
