import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 make good code of a function after sixty calls: by itself it waits for four hundred, and for five hundred after a call that
 * was unlike those before, as it fits pages of the web. Here one piece of work, a sheet or a page of orders, is done hundreds of
 * times over by functions that are each called a few times in it. For all threads of the process; to be called before there are any.
 */
export function compileSooner(): void {
  setFlagsFromString('--invocation-count-for-maglev=60')
  setFlagsFromString('--minimum-invocations-after-ic-update=60')
}
