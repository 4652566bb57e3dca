import { invoke } from './bridge.ts'

export function dataApi(call = invoke) {
  return {
    state: () => call('data.state'),
    backUp: () => call('data.backUp'),
    restore: (name: string) => call('data.restore', { name }),
    markRead: (id: number) => call('data.markRead', { id }),
    showFolder: () => call('data.showFolder')
  }
}
