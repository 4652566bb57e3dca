import { writeFile } from 'node:fs/promises'
import type { Documents, SlipsWritten } from '../../electron/documents/documents.ts'
import { ordersOn, type SlipSheet, type SlipsInput } from '../../electron/documents/slip.ts'

/** What stands on sheets that `paperCounted` has drawn by themselves. */
export const drawnOn = (pdf: Uint8Array): SlipSheet[] => JSON.parse(Buffer.from(pdf).toString()) as SlipSheet[] // what `drawn` wrote

const drawn = (sheets: readonly SlipSheet[]): Uint8Array => new Uint8Array(Buffer.from(JSON.stringify(sheets)))

/** Paper that is only counted: each slip a page, or so many of them to a page. `made` is told of each document, in order. */
export function paperCounted(made: (input: SlipsInput) => void = () => undefined, perPage = 1): Pick<Documents, 'slips' | 'writeSlips' | 'missingCharacters'> {
  let files = 0
  return {
    missingCharacters: () => Promise.resolve([]),
    slips: ({ sheets }) => Promise.resolve({ pdf: drawn(sheets), pages: sheets.length, sheets: sheets.flatMap((sheet, i) => ordersOn(sheet).map(({ position }) => ({ position, page: i + 1, cell: 1, pages: 1, missing: [], problems: [] }))) }),
    writeSlips: async (run, { path, onProgress, onFirst }): Promise<SlipsWritten> => {
      const sheets: SlipSheet[] = []
      for await (const sheet of run.sheets) sheets.push(sheet)
      made({ ...run, sheets })
      onFirst?.(drawn(sheets.slice(0, 1)))
      await writeFile(path, new Uint8Array([1, ++files]))
      onProgress?.(sheets.length)
      const at = (i: number): number => i + (run.start ?? 1) - 1
      return { pages: Math.ceil(at(sheets.length) / perPage), sheets: sheets.flatMap((sheet, i) => ordersOn(sheet).map(({ position }) => ({ position, page: Math.floor(at(i) / perPage) + 1, cell: at(i) % perPage + 1, pages: 1, missing: [], problems: [] }))) }
    }
  }
}
