import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PdfFile } from '../../../electron/documents/pdf-file.ts'
import { typeset } from '../../../electron/documents/text/fonts.ts'
import { lines } from '../../fixtures/lines.ts'

const size = 14
const [width, column, step] = [440, 215, 23]

/** Draws the two hundred lines of the tests, regular and bold, into a picture for each script: for eyes that can read them. @returns the folder @throws Error where poppler is not here, or cannot draw them */
export async function drawScripts(): Promise<string> {
  const file = new PdfFile({ title: 'Scripts', createdAt: 0, dpi: 300, language: 'en' })
  for (const [, country, , texts] of lines) {
    file.addPage({ width, height: 14 + step * Math.ceil(texts.length / 2) }, (canvas) => {
      texts.forEach((text, i) => {
        let x = 10 + (i % 2) * column
        for (const weight of ['regular', 'bold'] as const) {
          const [line] = typeset(text.normalize('NFC'), { size, weight }, width, country).lines
          const wide = ((line?.width ?? 0) * size) / 1000
          if (line !== undefined && x + wide < 10 + (i % 2) * column + column) canvas.text(line, x, step * (1 + Math.floor(i / 2)), size)
          x += wide + 9
        }
      })
    })
  }
  const folder = resolve(import.meta.dirname, '../../../docs/pictures/scripts')
  const work = mkdtempSync(join(tmpdir(), 'packbench-scripts-'))
  try {
    writeFileSync(join(work, 'scripts.pdf'), await file.finish())
    const { status, stderr } = spawnSync('pdftoppm', ['-gray', '-r', '110', '-png', join(work, 'scripts.pdf'), join(work, 'script')], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`pdftoppm: ${stderr}`)
    mkdirSync(folder, { recursive: true })
    readdirSync(work).filter((name) => name.endsWith('.png')).sort().forEach((name, i) => {
      const [font = '', country = ''] = lines[i] ?? []
      copyFileSync(join(work, name), join(folder, `${font}-${country.toLowerCase()}.png`))
    })
    return folder
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
