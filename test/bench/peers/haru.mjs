// Builds and runs haru.c. Arguments: sheets, two fonts. Tells nothing where the libraries are not there.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fontFile, rules, sheets, texts } from './slip.mjs'

const folder = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
const [program, input, output] = ['haru', 'slips.tsv', 'slips.pdf'].map((name) => join(folder, name))
try {
  execFileSync('gcc', ['-O2', '-o', program, join(import.meta.dirname, 'haru.c'), '-lhpdf', '-lzint', '-lm'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const all = sheets()
  writeFileSync(input, all.map((sheet) => ['P', ...texts(sheet).map(({ text, x, y, size, bold = false, gray = 0 }) => `${bold ? 'TB' : 'TR'}\t${x}\t${y}\t${size}\t${gray}\t${text}`), ...rules(sheet).map((rule) => `R\t${rule.join('\t')}`), `C\t${sheet.pickCode}`, `Q\t${sheet.joomId}`].join('\n')).join('\n') + '\n')
  const began = performance.now()
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@"', program, input, fontFile(false), fontFile(true), output], { encoding: 'utf8' })
  const took = performance.now() - began
  if (status !== 0) throw new Error(stderr)
  const cpu = stderr.trim().split(/\s+/).slice(-2).reduce((sum, seconds) => sum + Number(seconds) * 1000, 0)
  process.send?.({ pages: all.length, took, cpu, bytes: readFileSync(output).length, memory: 0 })
} finally {
  rmSync(folder, { recursive: true, force: true })
  process.disconnect?.()
}
