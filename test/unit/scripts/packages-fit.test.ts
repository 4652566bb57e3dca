import { describe, expect, it } from 'vitest'
import { fits } from '../../../scripts/packages.mjs'

const wanted = { '': {}, 'node_modules/vue': { version: '3.5.0' }, 'node_modules/a/node_modules/vue': { version: '2.0.0' } }

describe('installed packages', () => {
  it('fit a lock file whose versions they have', () => { expect(fits(wanted, wanted)).toBe(true) })

  it.each([
    ['one is missing', { 'node_modules/vue': { version: '3.5.0' } }],
    ['one is older', { ...wanted, 'node_modules/vue': { version: '3.4.9' } }],
    ['a nested one is another', { ...wanted, 'node_modules/a/node_modules/vue': { version: '3.5.0' } }]
  ])('do not fit where %s', (_what, installed) => { expect(fits(wanted, installed)).toBe(false) })

  it('need not have what npm leaves out here', () => {
    const foreign = process.platform === 'win32' ? 'linux' : 'win32'
    const left = { 'node_modules/o': { version: '1.0.0', optional: true }, 'node_modules/p': { version: '1.0.0', peer: true }, 'node_modules/x': { version: '1.0.0', extraneous: true }, 'node_modules/w': { version: '1.0.0', os: [foreign] }, 'node_modules/c': { version: '1.0.0', cpu: ['none'] } }
    expect(fits({ ...wanted, ...left }, wanted)).toBe(true)
    expect(fits({ ...wanted, 'node_modules/w': { version: '1.0.0', os: [process.platform] } }, wanted)).toBe(false)
  })
})
