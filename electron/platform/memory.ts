import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** As much for what is short-lived that a page of orders is read without being copied about. Bytes. */
const enough = 8 * 2 ** 20

/**
 * Lets the part of the memory for what is short-lived grow to a few megabytes, not further. On a computer with much memory it
 * would grow to over 100 MB while orders are read, and stay so, for a gain that nobody notices.
 */
export function keepMemorySmall(): void {
  const cleaning = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    if (young !== undefined && young.space_size < enough) return
    setFlagsFromString('--semi-space-growth-factor=1')
    cleaning.disconnect()
  })
  cleaning.observe({ entryTypes: ['gc'] })
}
