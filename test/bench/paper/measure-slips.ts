import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Canvas } from '../../../electron/documents/canvas.ts'
import { createDocuments } from '../../../electron/documents/documents.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { orderSheet } from '../../../electron/documents/order-sheet.ts'
import { PdfFonts } from '../../../electron/documents/pdf-fonts.ts'
import { PdfImages } from '../../../electron/documents/pdf-images.ts'
import type { SlipSheet } from '../../../electron/documents/slip.ts'
import { unverifiedCodes, type PageToVerify } from '../../../electron/documents/verify/unverified-codes.ts'
import { compileSooner } from '../../../electron/platform/compile-sooner.ts'
import { keepMemorySmall } from '../../../electron/platform/memory.ts'
import { processor, told, type SlipsMeasured } from './measured.ts'
import { sheetOf, type Script } from './orders.ts'
import { settings } from './settings.ts'

/** One label of one order by itself, as many others before it as are measured: the mean of its processor time, which is told in steps longer than it, and of its size, and the largest. */
async function label(script: Script, rounds: number): Promise<SlipsMeasured> {
  let [began, bytes, largest] = [0, 0, 0]
  for (let i = 0; i < rounds; i++) {
    if (i === rounds >> 1) began = processor()
    const { pdf } = await makeSlips({ ...settings, paper: '100x150', sheets: [sheetOf(i, 1, script, 1)] })
    bytes += pdf.length / rounds
    largest = Math.max(largest, pdf.length)
  }
  return told({ pages: 1, took: (processor() - began) / (rounds - (rounds >> 1)), bytes, largest, first: 0 })
}

/** Reading the codes of labels again: processor time for each, after others. */
function verify(rounds: number): SlipsMeasured {
  const pages = Array.from({ length: rounds }, (_, i) => {
    const canvases: PageToVerify[] = []
    const sheet = sheetOf(i, rounds, 'world', 1)
    const { dpi, words, timeZone } = settings
    for (const part of ['slip', 'codes'] as const) {
      const { box, pages: draws } = orderSheet(part, sheet, { dpi, words, timeZone, logos: new Map() }, '100x150')
      for (const draw of draws) {
        const canvas = new Canvas(new PdfFonts(), new PdfImages(), dpi, box)
        draw(canvas)
        canvases.push({ box, dpi, streams: [canvas.common, canvas.content], codes: canvas.codes, ink: canvas.ink })
      }
    }
    return canvases
  }).flat()
  const began = processor()
  for (const page of pages) if (unverifiedCodes(page).length > 0) throw new Error('A code of a good label was refused')
  return told({ pages: pages.length, took: (processor() - began) / pages.length, bytes: 0, first: 0 })
}

/** A run into a file through the threads that the application has, which it warms some seconds after its start; its orders are made when they are asked for. */
async function run(script: Script, pages: number, folder: string, warm: boolean): Promise<SlipsMeasured> {
  const documents = createDocuments({ workerPath: join(import.meta.dirname, 'slips.worker.js') })
  if (warm) {
    documents.warm()
    // It answers in turn.
    await documents.missingCharacters([], null)
  }
  const orders = function* (): Generator<SlipSheet> { for (let i = 0; i < pages; i++) yield sheetOf(i, pages, script) }
  const path = join(folder, `run-${script}-${String(pages)}.pdf`)
  const began = performance.now()
  let first = NaN
  await documents.writeSlips({ ...settings, paper: 'a4', sheets: orders() }, { path, onFirst: () => { first = performance.now() - began } })
  const took = performance.now() - began
  await documents.stop()
  return told({ pages, took, bytes: statSync(path).size, first })
}

compileSooner()
keepMemorySmall()
/** `folder`: where files go. */
const [what = '', script, pages, folder = ''] = process.argv.slice(2)
const of = script as Script // what measure-paper.ts gives
const count = Number(pages)
const result = what === 'label' ? await label(of, count) : what === 'verify' ? verify(count) : await run(of, count, folder, what === 'warm')
process.send?.(result)
process.disconnect()
