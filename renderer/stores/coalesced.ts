/**
 * Runs a task at most one at a time: calls that come while it runs make it run once more afterwards, after a pause in which
 * further calls join. So a storm of events costs two runs, and the last state is always read.
 */
export function coalesced(task: () => Promise<void>, pauseMs: number): () => Promise<void> {
  let running: Promise<void> | null = null
  let again: Promise<void> | null = null

  const run = (): Promise<void> => {
    running = task().finally(() => { running = null })
    return running
  }
  return () => {
    if (running === null) return run()
    again ??= running.catch(() => undefined).then(() => new Promise<void>((resolve) => { setTimeout(resolve, pauseMs) })).then(() => { again = null; return run() })
    return again
  }
}
