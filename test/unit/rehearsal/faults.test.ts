import { describe, expect, it } from 'vitest'
import { Faults, parseMisbehaviour, type Misbehaviour, type RequestKind } from '../../../electron/rehearsal/faults.ts'

const what = (with_: Partial<Misbehaviour>): Misbehaviour => ({ fault: 'error_500', times: 1, on: 'any', seconds: 0, ...with_ })
const struck = (faults: Faults, kind: RequestKind, hasToken = true): string | null => faults.strike(kind, hasToken).fault?.fault ?? null

describe('faults', () => {
  it('strike so many times and are gone', () => {
    const faults = new Faults()
    faults.add(what({ times: 2 }))
    expect([struck(faults, 'read'), faults.list().map(({ left }) => left), struck(faults, 'change'), struck(faults, 'read'), faults.list()]).toEqual(['error_500', [1], 'error_500', null, []])
  })

  it.each<[Misbehaviour['on'], RequestKind[]]>([['any', ['read', 'change', 'token']], ['reads', ['read']], ['changes', ['change']]])('on %s strike %j', (on, kinds) => {
    for (const kind of ['read', 'change', 'token'] as const) {
      const faults = new Faults()
      faults.add(what({ on }))
      expect(struck(faults, kind) !== null).toBe(kinds.includes(kind))
    }
  })

  it('wait for a request with a token where the token is to expire', () => {
    const faults = new Faults()
    faults.add(what({ fault: 'expired_token' }))
    expect([struck(faults, 'read', false), struck(faults, 'token'), struck(faults, 'change')]).toEqual([null, null, 'expired_token'])
  })

  it('come one after another, delays beside the others', () => {
    const faults = new Faults()
    faults.add(what({ fault: 'cut_answer' }))
    faults.add(what({ fault: 'delay', seconds: 3, times: 2 }))
    faults.add(what({ fault: 'lost_answer' }))
    expect([faults.strike('change', true), faults.strike('change', true), faults.strike('change', true)]).toMatchObject([{ delaySeconds: 3, fault: { fault: 'cut_answer' } }, { delaySeconds: 3, fault: { fault: 'lost_answer' } }, { delaySeconds: 0, fault: null }])
  })

  it('are forgotten', () => {
    const faults = new Faults()
    faults.add(what({ times: 9 }))
    faults.clear()
    expect(struck(faults, 'read')).toBeNull()
  })
})

describe('an order to misbehave', () => {
  it('needs only its fault', () => {
    expect(parseMisbehaviour({ fault: 'delay' })).toEqual({ fault: 'delay', times: 1, on: 'any', seconds: 0 })
  })
  it.each([[null, 'fault'], [{}, 'fault'], ['delay', 'fault'], [{ fault: 'rain' }, 'fault'], [{ fault: 'delay', on: 'writes' }, 'on'], [{ fault: 'delay', times: 0 }, 'times'], [{ fault: 'delay', times: 1.5 }, 'times'], [{ fault: 'delay', seconds: -1 }, 'seconds'], [{ fault: 'delay', seconds: '3' }, 'seconds']])('%j is not one: %s', (value, field) => {
    expect(parseMisbehaviour(value)).toMatch(new RegExp(`^${field} is `))
  })
})
