import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Raster } from '../../integration/documents/render-pdf.ts'

/** Whether zbar is here. */
export const isZbarHere = (): boolean => spawnSync('zbarimg', ['--version']).status === 0

/** What zbar, another reader than ours, makes of the bars of each page. */
export function zbarCodes(pages: readonly Raster[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'packbench-zbar-'))
  try {
    const files = pages.map(({ width, height, dots }, i) => {
      const file = join(folder, `${String(i).padStart(5, '0')}.pgm`)
      writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${String(width)} ${String(height)}\n255\n`, 'latin1'), dots]))
      return file
    })
    // It ends with 4 where one page has no code that it reads.
    const { stdout, stderr, status } = spawnSync('zbarimg', ['-q', '--xml', '-Sdisable', '-Scode128.enable', ...files], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    if (status !== 0 && status !== 4) throw new Error(`zbarimg: ${stderr}`)
    const read = pages.map((): string[] => [])
    for (const source of stdout.matchAll(/<source href='[^']*?(\d{5})\.pgm'>([^]*?)<\/source>/gu)) {
      read[Number(source[1])] = [...(source[2] ?? '').matchAll(/<!\[CDATA\[([^]*?)\]\]>/gu)].map(([, text = '']) => text)
    }
    return read
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
