// npm run codes [-- SHEETS]: every code of so many labels (2,000 unless said), at 203 and 300 dots per inch, as each renderer here makes
// dots of it, as it is and as a bad scan of it. Ends with 1 where one code was not read.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { readCodes, renderPages, type Raster } from '../../integration/documents/render-pdf.ts'
import { squareCodeOf } from '../../fixtures/slips.ts'
import { settings, sheetOf } from './orders.ts'

type Renderer = (pdf: Uint8Array, dpi: number) => Promise<Raster[]> | Raster[]

/** A page of one bit a dot, as poppler and Ghostscript write it. */
function bitmap(file: Buffer): Raster {
  const [head, width, height] = /^P4\s+(?:#[^\n]*\n)*(\d+)\s+(\d+)\s/.exec(file.toString('latin1', 0, 200)) ?? ['', '0', '0']
  const [columns, rows] = [Number(width), Number(height)]
  const stride = Math.ceil(columns / 8)
  const dots = new Uint8Array(columns * rows)
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) dots[y * columns + x] = ((file[head.length + y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 0 : 255
  return { width: columns, height: rows, dots }
}

/** A program that writes a file for each page. */
const program = (command: string, args: (pdf: string, page: string, dpi: number) => string[]): Renderer => (pdf, dpi) => {
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
const is = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0

const renderers: (readonly [name: string, render: Renderer])[] = [['PDFium', renderPages]]
if (is('pdftoppm', '-v')) renderers.push(['poppler, black and white', program('pdftoppm', (pdf, page, dpi) => ['-mono', '-r', String(dpi), pdf, page])])
else process.stdout.write('poppler was left out: pdftoppm is not here\n')
if (is('gs', '--version')) renderers.push(['Ghostscript', program('gs', (pdf, page, dpi) => ['-q', '-dBATCH', '-dNOPAUSE', '-dSAFER', '-sDEVICE=pbmraw', `-r${String(dpi)}`, `-sOutputFile=${page}-%05d.pbm`, pdf])])
else process.stdout.write('Ghostscript was left out: gs is not here\n')

/** As a scanner gets it from paper that lies askew: turned by two degrees, in greys, each dot lighter or darker by up to a quarter. Always in the same way. */
function badScan({ width, height, dots }: Raster): Raster {
  const out = new Uint8Array(dots.length).fill(255)
  const [sine, cosine] = [Math.sin(Math.PI / 90), Math.cos(Math.PI / 90)]
  const [middleX, middleY] = [width / 2, height / 2]
  const at = (x: number, y: number): number => (x >= 0 && x < width && y >= 0 && y < height ? (dots[y * width + x] ?? 255) : 255)
  let seed = 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = [middleX + (x - middleX) * cosine + (y - middleY) * sine, middleY - (x - middleX) * sine + (y - middleY) * cosine]
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)]
      const [right, down] = [fromX - left, fromY - top]
      const between = (at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - down) + (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * down
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      out[y * width + x] = Math.max(0, Math.min(255, Math.round(between + ((seed >>> 16) % 129) - 64)))
    }
  }
  return { width, height, dots: out }
}

/** A scanner's dots are no finer than this: of 300 in an inch it sees four as one. */
function scanned(raster: Raster, dpi: number): Raster {
  if (dpi < 300) return raster
  const [width, height] = [raster.width >> 1, raster.height >> 1]
  const dots = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * raster.width + 2 * x
      dots[y * width + x] = ((raster.dots[at] ?? 0) + (raster.dots[at + 1] ?? 0) + (raster.dots[at + raster.width] ?? 0) + (raster.dots[at + raster.width + 1] ?? 0)) >> 2
    }
  }
  return { width, height, dots }
}

const total = Number(process.argv[2] ?? 2000)
const inPart = 50
const counts = new Map<string, { read: number; of: number }>()
for (let from = 0; from < total; from += inPart) {
  const sheets = Array.from({ length: Math.min(inPart, total - from) }, (_, i) => sheetOf(from + i, total, 'all', 1))
  for (const dpi of [203, 300] as const) {
    const { pdf } = await makeSlips({ ...settings, dpi, paper: '100x150', sheets })
    for (const [name, render] of renderers) {
      const pages = await render(pdf, dpi)
      for (const [how, change] of [['as it is', (raster: Raster) => raster], ['2° and noise', (raster: Raster) => scanned(badScan(raster), dpi)]] as const) {
        const key = `${name}, ${String(dpi)} dpi, ${how}`
        const count = counts.get(key) ?? { read: 0, of: 0 }
        counts.set(key, count)
        for (const [i, sheet] of sheets.entries()) {
          const page = pages[i]
          const read = new Set(page === undefined ? [] : (await readCodes(change(page))).map(({ text }) => text))
          count.of += 2
          for (const code of [sheet.pickCode, squareCodeOf(sheet)]) if (read.has(code)) count.read += 1
        }
      }
    }
  }
}
for (const [key, { read, of }] of counts) process.stdout.write(`${read === of ? '✓' : '✗'} ${key.padEnd(48)} ${String(read)} of ${String(of)}\n`)
process.exitCode = [...counts.values()].every(({ read, of }) => read === of) ? 0 : 1
