import { invoke } from './bridge.ts'

/** The routes `app.*`, by name. Each answers with a `Result` and never throws. */
export function appApi() {
  return {
    info: () => invoke('app.info'),
    copy: (text: string) => invoke('app.copy', { text })
  }
}
