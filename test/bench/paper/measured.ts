/** Milliseconds, bytes, pages. `cpu`: of the thread that works, without those that collect and compile beside it. */
export interface SlipsMeasured {
  readonly pages: number
  readonly took: number
  readonly cpu: number
  readonly bytes: number
  /** Bytes of the largest of several documents. */
  readonly largest: number
  /** The most the process had, all its threads together. */
  readonly memory: number
  /** Until the first sheet was there; only of a run into a file. */
  readonly first: number
}

/** Processor time of this thread so far, in milliseconds. */
export const processor = (): number => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000 }
/** What a program of the benchmark tells the one that started it. @param measured all but what is known of every process */
export const told = (measured: Omit<SlipsMeasured, 'cpu' | 'memory' | 'largest'> & { readonly largest?: number }): SlipsMeasured => ({ largest: measured.bytes, ...measured, cpu: processor(), memory: process.resourceUsage().maxRSS * 1024 })
