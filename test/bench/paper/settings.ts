import { englishWords } from '../../../electron/documents/slip-words.ts'
import type { SlipsInput } from '../../../electron/documents/slip.ts'

/** How all the benchmark's slips are made. */
export const settings: Omit<SlipsInput, 'sheets' | 'paper'> = { logos: {}, dpi: 203, title: 'Packing slips', words: englishWords, timeZone: null }
