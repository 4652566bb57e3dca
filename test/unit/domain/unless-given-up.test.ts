import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { unlessGivenUp } from '../../../electron/domain/unless-given-up.ts'

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

it('what the work brings, or throws, comes to who waits; nothing listens to the signal any more after it', async () => {
  const { signal } = new AbortController()
  for (let i = 0; i < 20; i++) expect(await unlessGivenUp(Promise.resolve(i), signal, () => 'given up')).toBe(i)
  await expect(unlessGivenUp(Promise.reject(new Error('no')), signal, () => 'given up')).rejects.toThrow('no')
  expect(listeners(signal)).toBe(0)
  expect(await unlessGivenUp(Promise.resolve(1), undefined, () => 'given up')).toBe(1)
})

it('who gives up waits no longer, and what the work does later harms nobody', async () => {
  const stop = new AbortController()
  const work = Promise.withResolvers<never>()
  const waiting = unlessGivenUp(work.promise, stop.signal, (reason) => `because of ${String(reason)}`)
  expect(listeners(stop.signal)).toBe(1)
  stop.abort('Esc')
  expect(await waiting).toBe('because of Esc')
  work.reject(new Error('too late'))
  expect(await unlessGivenUp(new Promise(() => undefined), stop.signal, () => 'at once')).toBe('at once')
  await expect(unlessGivenUp(work.promise.catch(() => new Promise(() => undefined)), stop.signal, (): never => { throw new Error('given up') })).rejects.toThrow('given up')
  expect(listeners(stop.signal)).toBe(0)
})
