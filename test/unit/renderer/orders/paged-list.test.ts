import { describe, expect, it, vi } from 'vitest'
import type { AppError, Result } from '../../../../electron/contract/result.ts'
import { coalesced } from '../../../../renderer/stores/coalesced.ts'
import { createPagedList } from '../../../../renderer/stores/paged-list.ts'

interface Request { readonly query: string; readonly offset: number; answer(result: Result<readonly string[]>): void }

function listWith() {
  const requests: Request[] = []
  const failures: AppError[] = []
  const list = createPagedList<string, string>({
    query: 'a', pageSize: 10, maxPages: 3, failed: (error) => { failures.push(error) },
    fetch: (query, offset) => new Promise((resolve) => { requests.push({ query, offset, answer: (result) => { resolve(result) } }) })
  })
  const rowsFor = ({ query, offset }: Request): Result<readonly string[]> => ({ ok: true, value: Array.from({ length: 10 }, (_, i) => `${query}${String(offset + i)}`) })
  const answerAll = async (): Promise<void> => {
    for (const request of requests.splice(0)) request.answer(rowsFor(request))
    await Promise.resolve()
    await Promise.resolve()
  }
  return { list, requests, failures, rowsFor, answerAll }
}

describe('a paged list', () => {
  it('fetches what is shown, each page once', async () => {
    const { list, requests, answerAll } = listWith()
    list.show(5, 15)
    list.show(6, 16)
    expect(requests.map(({ offset }) => offset)).toEqual([0, 10])
    await answerAll()
    expect(list.at(12)).toBe('a12')
    expect(list.at(25)).toBeUndefined()
    list.show(5, 15)
    expect(requests).toEqual([])
  })

  it('keeps the old rows until the new ones are put in place, all at once', async () => {
    const { list, answerAll } = listWith()
    list.show(0, 10)
    await answerAll()
    const reading = list.reread('b')
    await answerAll()
    const answer = await reading
    expect(list.at(3)).toBe('a3')
    if (!answer.ok) throw new Error('it was answered')
    answer.value()
    expect(list.at(3)).toBe('b3')
  })

  it('drops what belongs to an older question, in whatever order the answers come', async () => {
    const { list, requests, rowsFor } = listWith()
    list.show(0, 10)
    const scrolled = requests.splice(0)[0]!
    const older = list.reread('b')
    const first = requests.splice(0)[0]!
    const newer = list.reread('c')
    const second = requests.splice(0)[0]!
    second.answer(rowsFor(second))
    const newerAnswer = await newer
    if (newerAnswer.ok) newerAnswer.value()
    first.answer(rowsFor(first))
    const olderAnswer = await older
    if (olderAnswer.ok) olderAnswer.value()
    scrolled.answer(rowsFor(scrolled))
    await Promise.resolve()
    await Promise.resolve()
    expect(list.at(0)).toBe('c0')
  })

  it('fetches what came onto the screen while it was read anew', async () => {
    const { list, requests, answerAll } = listWith()
    list.show(0, 10)
    await answerAll()
    const reading = list.reread('b')
    await answerAll()
    list.show(40, 50)
    requests.splice(0)
    const answer = await reading
    if (answer.ok) answer.value()
    expect(requests.map(({ query, offset }) => [query, offset])).toEqual([['b', 40]])
  })

  it('forgets what is far away', async () => {
    const { list, answerAll } = listWith()
    for (const from of [0, 10, 20, 30, 40]) { list.show(from, from + 10); await answerAll() }
    expect(list.at(40)).toBe('a40')
    expect(list.at(0)).toBeUndefined()
    expect([...list.held()]).toHaveLength(30)
  })

  it('says what went wrong, and asks again when it is shown again', async () => {
    const { list, requests, failures } = listWith()
    list.show(0, 10)
    requests.splice(0)[0]!.answer({ ok: false, error: { code: 'internal' } })
    await Promise.resolve()
    await Promise.resolve()
    expect(failures).toEqual([{ code: 'internal' }])
    list.show(0, 10)
    expect(requests).toHaveLength(1)
  })
})

describe('coalesced', () => {
  it('runs once at a time and once more after a storm, and the last run sees the last state', async () => {
    vi.useFakeTimers()
    let state = 0
    const seen: number[] = []
    let running = 0
    const run = coalesced(async () => {
      running += 1
      expect(running).toBe(1)
      const at = state
      await new Promise((resolve) => { setTimeout(resolve, 50) })
      seen.push(at)
      running -= 1
    }, 100)
    for (let i = 1; i <= 50; i++) { state = i; void run() }
    await vi.advanceTimersByTimeAsync(1000)
    expect(seen).toEqual([1, 50])
    vi.useRealTimers()
  })

  it('goes on after a run that failed', async () => {
    vi.useFakeTimers()
    let runs = 0
    const run = coalesced(() => { runs += 1; return runs === 1 ? Promise.reject(new Error('once')) : Promise.resolve() }, 10)
    const first = run().catch(() => 'failed')
    void run()
    await vi.advanceTimersByTimeAsync(100)
    expect(await first).toBe('failed')
    expect(runs).toBe(2)
    vi.useRealTimers()
  })
})
