import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cupsPrinters } from '../../../electron/printing/cups-printers.ts'
import { renderPages, type Raster } from '../../integration/documents/render-pdf.ts'
import { OwnCups, whyNoCups } from '../../integration/printing/own-cups.ts'
import { readLabels } from '../../integration/printing/read-zpl.ts'

/** What makes dots of a PDF of labels of 100 × 150 mm. */
export interface CodeRenderer {
  readonly name: string
  readonly render: (pdf: Uint8Array, dpi: 203 | 300) => Promise<readonly Raster[]> | readonly Raster[]
}

/** A page of one bit a dot, as poppler and Ghostscript write it. */
export function bitmap(file: Buffer): Raster {
  const [head, width, height] = /^P4\s+(?:#[^\n]*\n)*(\d+)\s+(\d+)\s/.exec(file.toString('latin1', 0, 200)) ?? ['', '0', '0']
  const [columns, rows] = [Number(width), Number(height)]
  const stride = Math.ceil(columns / 8)
  const dots = new Uint8Array(columns * rows)
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) dots[y * columns + x] = ((file[head.length + y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 0 : 255
  return { width: columns, height: rows, dots }
}

/** A program that writes a file for each page. */
const program = (command: string, args: (pdf: string, page: string, dpi: number) => string[]): CodeRenderer['render'] => (pdf, dpi) => {
  const folder = mkdtempSync(join(tmpdir(), 'packbench-codes-'))
  try {
    writeFileSync(join(folder, 'slips.pdf'), pdf)
    const { status, stderr } = spawnSync(command, args(join(folder, 'slips.pdf'), join(folder, 'page'), dpi), { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${command}: ${stderr}`)
    return readdirSync(folder).filter((name) => name.startsWith('page')).sort().map((name) => bitmap(readFileSync(join(folder, name))))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** CUPS's own driver of Zebra's printers (`rastertolabel`), behind a scheduler of its own: what a printer gets through its socket. */
async function throughCups(): Promise<CodeRenderer & { readonly stop: () => Promise<void> }> {
  const cups = await OwnCups.start()
  let arrived: (bytes: Buffer) => void = () => undefined
  const socket = createServer((connection) => {
    const chunks: Buffer[] = []
    connection.on('data', (chunk) => chunks.push(chunk))
    connection.on('end', () => { arrived(Buffer.concat(chunks)) })
  })
  await new Promise<void>((resolve) => { socket.listen(0, '127.0.0.1', resolve) })
  const address = socket.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  for (const dpi of [203, 300]) cups.admin('lpadmin', '-p', `Label${String(dpi)}`, '-E', '-v', `socket://127.0.0.1:${String(port)}`, '-m', 'drv:///sample.drv/zebra.ppd', '-o', `Resolution=${String(dpi)}dpi`)
  const printers = cupsPrinters(cups.env)
  return {
    name: 'CUPS with rastertolabel',
    async render(pdf, dpi) {
      const file = join(cups.folder, 'codes.pdf')
      writeFileSync(file, pdf)
      const bytes = new Promise<Buffer>((resolve) => { arrived = resolve })
      await printers.print({ printer: `Label${String(dpi)}`, file, title: 'Packbench', media: '100x150', copies: 1 })
      return readLabels(await bytes)
    },
    async stop() {
      await cups.stop()
      socket.close()
    }
  }
}

const is = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0

/** All that are here, and what is not. */
export async function codeRenderers(): Promise<{ readonly renderers: readonly CodeRenderer[]; readonly missing: readonly string[]; readonly stop: () => Promise<void> }> {
  const renderers: CodeRenderer[] = [{ name: 'PDFium', render: renderPages }]
  const missing: string[] = []
  if (is('pdftoppm', '-v')) renderers.push({ name: 'poppler', render: program('pdftoppm', (pdf, page, dpi) => ['-mono', '-r', String(dpi), pdf, page]) })
  else missing.push('poppler (pdftoppm)')
  if (is('gs', '--version')) renderers.push({ name: 'Ghostscript', render: program('gs', (pdf, page, dpi) => ['-q', '-dBATCH', '-dNOPAUSE', '-dSAFER', '-sDEVICE=pbmraw', `-r${String(dpi)}`, `-sOutputFile=${page}-%05d.pbm`, pdf]) })
  else missing.push('Ghostscript (gs)')
  const why = whyNoCups(['cupsd', 'lp', 'lpadmin', 'gs'], 'cups cups-client cups-filters')
  if (why !== null) return { renderers, missing: [...missing, `CUPS (${why})`], stop: () => Promise.resolve() }
  const cups = await throughCups()
  return { renderers: [...renderers, cups], missing, stop: () => cups.stop() }
}
