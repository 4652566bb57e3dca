import type { Misbehaviour } from '../../electron/contract/schemas.ts'
import { invoke } from './bridge.ts'

/** The routes `rehearsal.*`, by name. Each answers with a `Result` and never throws. */
export function rehearsalApi() {
  return {
    state: () => invoke('rehearsal.state'),
    misbehave: (fault: Misbehaviour) => invoke('rehearsal.misbehave', fault),
    quirks: (all: boolean) => invoke('rehearsal.quirks', { all }),
    behave: () => invoke('rehearsal.behave'),
    reset: () => invoke('rehearsal.reset')
  }
}
