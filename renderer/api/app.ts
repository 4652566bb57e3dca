import { invoke } from './bridge.ts'

export function appApi(call = invoke) {
  return {
    info: () => call('app.info'),
    copy: (text: string) => call('app.copy', { text })
  }
}
