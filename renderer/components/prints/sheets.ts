import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/** The pages of a print run, ready to be drawn. */
export interface Sheets {
  readonly pages: number
  /** Width of the first page, in points. */
  readonly points: number
  /** Height of the first page over its width. */
  readonly ratio: number
  /**
   * Draws a page. What the canvas had stays on it until the page is drawn: it does not flicker.
   * @param page from 1
   * @param width in CSS pixels; `density` device pixels to each
   * @returns ends when the page is drawn, with `false` where it was called off or cannot be drawn
   */
  draw(page: number, canvas: HTMLCanvasElement, width: number, density: number): { readonly done: Promise<boolean>; readonly cancel: () => void }
  close(): void
}

interface ScriptUrls {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string }
}

/** The content policy lets one name, `sheets`, vouch for a worker's address; it vouches for this one only. */
function trusted(url: string): string {
  // Trusted Types stand in no library of TypeScript's that is used here; without them there is nothing to vouch for.
  const factory = (globalThis as { readonly trustedTypes?: ScriptUrls }).trustedTypes
  if (factory === undefined) return url
  policy ??= factory.createPolicy('sheets', { createScriptURL: (wanted) => {
    if (wanted !== workerUrl) throw new TypeError('Only the worker of the preview is trusted')
    return wanted
  } })
  return policy.createScriptURL(url)
}
let policy: ReturnType<ScriptUrls['createPolicy']> | null = null

/** One worker for all previews: it starts once and rests between them. */
let worker: PDFWorker | null = null

/** The reader of PDFs, its worker started; none of what it is given runs: no scripts, no forms, no WebAssembly, no font from elsewhere. */
async function reader(): Promise<(data: Uint8Array) => PDFDocumentLoadingTask> {
  const pdfjs = await import('pdfjs-dist')
  worker ??= pdfjs.PDFWorker.create({ port: new Worker(trusted(workerUrl), { type: 'module', name: 'sheets' }) })
  const mine = worker
  return (data) => pdfjs.getDocument({ data, worker: mine, useWasm: false, useWorkerFetch: false, useSystemFonts: false, enableXfa: false, stopAtErrors: false, verbosity: 0 })
}

/** A page with nothing but a dot on it. */
const dot = '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length 12>>stream\n4 4 1 1 re f\nendstream endobj\ntrailer<</Root 1 0 R>>\n'
let warming: Promise<void> | null = null

/** Starts what sheets are read with and has it draw a page that nobody sees, so that the first sheet does not wait for that. What goes wrong is told by whoever opens one. */
export function warmSheets(): Promise<void> {
  const warm = async (): Promise<void> => {
    const task = (await reader())(new TextEncoder().encode(dot))
    const page = await (await task.promise).getPage(1)
    await page.render({ canvas: document.createElement('canvas'), viewport: page.getViewport({ scale: 1 }) }).promise
    await task.destroy()
  }
  return warming ??= warm().catch(() => { warming = null })
}

async function read(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`The slips could not be had: ${String(response.status)}`)
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * Reads the PDF of a run.
 * @param source its address within the application, or the PDF itself
 * @throws Error where it cannot be had or read
 */
export async function openSheets(source: string | Uint8Array, signal: AbortSignal): Promise<Sheets> {
  const [open, data] = await Promise.all([reader(), typeof source === 'string' ? read(source, signal) : source.slice()])
  const task = open(data)
  const document: PDFDocumentProxy = await task.promise
  if (signal.aborted) { void task.destroy(); throw new Error('called off') }
  const first = (await document.getPage(1)).getViewport({ scale: 1 })

  return {
    pages: document.numPages,
    points: first.width,
    ratio: first.height / first.width,
    draw(page, canvas, width, density) {
      let cancelled = false
      let stop: (() => void) | null = null
      const run = async (): Promise<boolean> => {
        const proxy = await document.getPage(page)
        if (cancelled) return false
        const viewport = proxy.getViewport({ scale: (width * density) / proxy.getViewport({ scale: 1 }).width })
        const drawn = canvas.ownerDocument.createElement('canvas')
        drawn.width = Math.round(viewport.width)
        drawn.height = Math.round(viewport.height)
        const task = proxy.render({ canvas: drawn, viewport, intent: 'print' })
        stop = () => { task.cancel() }
        await task.promise
        canvas.width = drawn.width
        canvas.height = drawn.height
        canvas.getContext('2d')?.drawImage(drawn, 0, 0)
        proxy.cleanup()
        return true
      }
      return { done: run().catch(() => false), cancel: () => { cancelled = true; stop?.() } }
    },
    close: () => { void task.destroy() }
  }
}

/** Draws the first page of a PDF where nobody sees it: what sheets are drawn with is warm after that. @throws Error as `openSheets` */
export async function drawUnseen(pdf: Uint8Array): Promise<void> {
  const sheets = await openSheets(pdf, new AbortController().signal)
  await sheets.draw(1, document.createElement('canvas'), sheets.points, 1).done
  sheets.close()
}
