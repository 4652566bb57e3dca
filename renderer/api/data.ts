import { invoke } from './bridge.ts'

/** The routes `data.*`, by name. Each answers with a `Result` and never throws. */
export function dataApi() {
  return {
    state: () => invoke('data.state'),
    backUp: () => invoke('data.backUp'),
    restore: (name: string) => invoke('data.restore', { name }),
    markRead: (id: number) => invoke('data.markRead', { id }),
    showFolder: () => invoke('data.showFolder')
  }
}
