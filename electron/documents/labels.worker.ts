import { parentPort, workerData } from 'node:worker_threads'
import type { LabelsReply, LabelsWanted } from './labels.ts'
import { PdfRaster } from './pdf-raster.ts'
import { checkPage, LabelError, zplOf } from './zpl.ts'

const port = parentPort
if (port === null) throw new Error('This file runs in a worker thread')

const { pdf, dpi, stock, copies } = workerData as LabelsWanted // what openLabels gave
const say = (reply: LabelsReply): void => { port.postMessage(reply) }
const failed = (index: number | null, error: unknown): void => {
  say({ kind: 'failed', index, problem: error instanceof LabelError ? error.problem : null, message: error instanceof Error ? error.message : String(error) })
}

try {
  const raster = await PdfRaster.open(pdf)
  // Moved, a page may be cut off: that is found out before the first label leaves, not at the thirty-seventh.
  const moved = stock.shiftX !== 0 || stock.shiftY !== 0
  for (let i = 0; i < raster.pages; i++) {
    if (moved) zplOf(raster.page(i, dpi), stock, copies)
    else checkPage(raster.outline(i, dpi), stock)
  }
  port.on('message', (index: number) => {
    try {
      say({ kind: 'label', index, zpl: new Uint8Array(Buffer.from(zplOf(raster.page(index, dpi), stock, copies))) })
    } catch (error) {
      failed(index, error)
    }
  })
  say({ kind: 'open', count: raster.pages })
} catch (error) {
  failed(null, error)
}
