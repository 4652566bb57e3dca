/**
 * Has a signal that follows others live no longer than those. Node keeps one for as long as anybody listens to it, and who
 * waited in a life of the application that has ended listens for ever: each run would stay in memory.
 */
export function letSignalsPass(): void {
  AbortSignal.any = (signals) => {
    const following = new AbortController()
    for (const signal of signals) {
      const follow = (): void => { following.abort(signal.reason) }
      if (signal.aborted) follow()
      else signal.addEventListener('abort', follow, { once: true })
    }
    return following.signal
  }
}
