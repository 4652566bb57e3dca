import { expect, it } from 'vitest'
import { NetworkWatch } from '../../../electron/platform/network-watch.ts'

it('tells once that the network is back, and nothing while it stays as it is', () => {
  const looks = [true, true, false, false, true, true, false, true]
  const watch = new NetworkWatch(() => looks.shift() ?? true)
  expect(Array.from({ length: 7 }, () => watch.isBack())).toEqual([false, false, false, true, false, false, true])
})
