import { describe, expect, it } from 'vitest'
import type { ConnectionView, OrderFilter } from '../../../../electron/contract/schemas.ts'
import type { ConnectionId } from '../../../../electron/domain/ids.ts'
import { blankOf, noticesOf, type Circumstances } from '../../../../renderer/components/orders/list-condition.ts'

const store = (id: number, part: Partial<ConnectionView> = {}): ConnectionView => ({
  id: id as ConnectionId, name: `Store ${String(id)}`, color: 'blue', returnAddress: '', logo: null, environment: 'production', address: '', storeId: '', clientId: '', secretSavedAt: 1, status: 'authorized', authorizedUntil: null, readAt: 1000, trouble: null, signIn: 'idle', ...part
})
const filter: OrderFilter = { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' }
const given = (part: Partial<Circumstances>): Circumstances => ({ elsewhere: null, connections: [store(1)], connectionsKnown: true, syncs: [], problem: null, filter, total: 5, ...part })
const away = { since: 5, code: 'offline', message: '' }
const kinds = (part: Partial<Circumstances>): string[] => noticesOf(given(part)).map(({ kind }) => kind)

describe('noticesOf', () => {
  it('is silent while all is well', () => { expect(kinds({})).toEqual([]) })
  it('calls it off-line only where no store can be reached', () => {
    expect(kinds({ connections: [store(1, { trouble: away }), store(2, { trouble: away })] })).toEqual(['offline'])
    expect(kinds({ connections: [store(1, { trouble: away }), store(2)] })).toEqual(['unreachable'])
  })
  it('says since when by the oldest reading', () => {
    expect(noticesOf(given({ connections: [store(1, { trouble: away, readAt: 900 }), store(2, { trouble: away, readAt: 400 })] }))[0]).toEqual({ kind: 'offline', readAt: 400, stores: ['Store 1', 'Store 2'], error: { code: 'offline', detail: '' } })
    expect(noticesOf(given({ connections: [store(1, { trouble: away, readAt: null })] }))[0]).toEqual({ kind: 'offline', readAt: null, stores: ['Store 1'], error: { code: 'offline', detail: '' } })
  })
  it('puts the worst first', () => {
    expect(kinds({ problem: { code: 'internal' }, connections: [store(1, { status: 'needs_authorization' }), store(2, { trouble: away })] })).toEqual(['failed', 'needs_authorization', 'offline'])
  })
  it('tells an answer that could not be used from no answer', () => {
    const sync = (code: string) => [{ connectionId: 1 as ConnectionId, running: false, fetched: 0, startedAt: 1, finishedAt: 2, error: { code, detail: null }, phase: null, waitingUntil: null, nextAt: null, incomplete: null, stopped: false }]
    expect(kinds({ syncs: sync('unreadable') })).toEqual(['sync_failed'])
    // As main notes it beside the reading, and as it stands after a start.
    for (const code of ['unreadable', 'refused', 'throttled']) expect(kinds({ connections: [store(1, { trouble: { since: 5, code, message: 'so' } })] }), code).toEqual(['sync_failed'])
    for (const code of ['unreadable', 'refused', 'throttled']) expect(kinds({ connections: [store(1, { trouble: { since: 5, code, message: 'so' } })], syncs: sync(code) }), code).toEqual(['sync_failed'])
    expect(kinds({ connections: [store(1, { trouble: { since: 5, code: 'signin_refused', message: '' } })] })).toEqual([])
    expect(kinds({ syncs: sync('unavailable') })).toEqual(['offline'])
  })
  it('calls it off-line only where nobody answered: a server that is down, a page of a network and a proxy are told with the address', () => {
    const trouble = (problem: string) => ({ since: 5, code: 'unavailable', message: 'so', params: { problem } })
    for (const problem of ['name', 'unreachable']) expect(kinds({ connections: [store(1, { trouble: trouble(problem) })] }), problem).toEqual(['offline'])
    for (const problem of ['server', 'redirect', 'certificate', 'certificate_name', 'certificate_time', 'proxy', 'proxy_password', 'rehearsal']) expect(kinds({ connections: [store(1, { trouble: trouble(problem) })] }), problem).toEqual(['sync_failed'])
    expect(noticesOf(given({ connections: [store(1, { address: 'https://api.example', trouble: trouble('server') })] }))[0]).toMatchObject({ error: { code: 'unavailable', params: { problem: 'server', address: 'https://api.example' } } })
  })
  it('hands on the exact words and the request-id of whatever went wrong', () => {
    const error = { code: 'unreadable', detail: 'HTTP 200, not JSON', requestId: 'r-9' }
    const syncs = [{ connectionId: 1 as ConnectionId, running: false, fetched: 0, startedAt: 1, finishedAt: 2, error, phase: null, waitingUntil: null, nextAt: null, incomplete: null, stopped: false }]
    expect(noticesOf(given({ syncs }))[0]).toMatchObject({ kind: 'sync_failed', error })
    expect(noticesOf(given({ connections: [store(1, { status: 'needs_authorization', trouble: { since: 5, code: 'needs_authorization', message: 'revoked', requestId: 'r-8' } })] }))[0]).toMatchObject({ error: { detail: 'revoked', requestId: 'r-8' } })
  })
})

describe('blankOf', () => {
  const kind = (part: Partial<Circumstances>): string | null => {
    const blank = blankOf(given({ total: 0, ...part }))
    return blank?.kind === 'notice' ? blank.notice.kind : blank?.kind ?? null
  }
  it('has nothing to say while there are rows', () => { expect(kind({ total: 1, problem: { code: 'internal' } })).toBeNull() })
  it('waits before it judges', () => { expect(kind({ total: null })).toBe('loading') })
  it('knows why there is nothing', () => {
    expect(kind({ connections: [] })).toBe('no_connection')
    expect(kind({ filter: { ...filter, search: 'x' } })).toBe('no_match')
    expect(kind({ filter: { ...filter, urgency: 'late' }, connections: [store(1, { trouble: away })] })).toBe('no_match')
    expect(kind({ connections: [store(1, { trouble: away })] })).toBe('offline')
    expect(kind({ connections: [store(1, { status: 'needs_authorization' })] })).toBe('needs_authorization')
    expect(kind({ connections: [store(1, { status: 'needs_authorization' }), store(2)] })).toBe('nothing')
    expect(kind({ connections: [store(1, { readAt: null })] })).toBe('never_read')
    expect(kind({ connections: [store(1, { readAt: null })], syncs: [{ connectionId: 1 as ConnectionId, running: true, fetched: 0, startedAt: 1, finishedAt: null, error: null, phase: 'open', waitingUntil: null, nextAt: null, incomplete: 0, stopped: false }] })).toBe('reading')
    expect(kind({ total: null, problem: { code: 'internal' } })).toBe('failed')
    expect(kind({})).toBe('nothing')
  })
})
