const stop = Symbol('stop')

/**
 * Waits for some work, which goes on by itself where the one who waits gives up. It hears of that only while it waits: a promise
 * that stood for it as long as the signal lives would keep all that it ever raced against.
 * @param given told the signal's reason: what is answered, or thrown, where the signal comes first
 * @throws what the work throws
 */
export async function unlessGivenUp<Work, Given>(work: Work | PromiseLike<Work>, signal: AbortSignal | undefined, given: (reason: unknown) => Given): Promise<Work | Given> {
  if (signal === undefined) return work
  const { promise: stopped, resolve } = Promise.withResolvers<typeof stop>()
  const giveUp = (): void => { resolve(stop) }
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    const first = await Promise.race([work, stopped])
    return first === stop ? given(signal.reason) : first
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
