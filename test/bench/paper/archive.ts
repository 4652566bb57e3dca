// npm run archive [-- --keep FOLDER]: every kind of sheet on every paper, its syntax checked by qpdf, itself and a copy of it that is made for part 1 validated by
// Preflight of Apache PDFBox. That knows PDF/A-1b; our documents are PDF/A-2b, so what 1b alone forbids is told apart by code and words.
// `--keep`: leaves the documents there. Ends with 1 where anything else is said of one.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readPdf } from '../../integration/documents/read-pdf.ts'
import { archiveSheets } from './archive-sheets.ts'
import { badSyntax, copyForPart1, missingValidators, preflight, type Complaint } from './preflight.ts'

/** What PDF/A-1b (ISO 19005-1) forbids and PDF/A-2b (ISO 19005-2) does not; docs/documents.md has the same with reasons. `as`: of the documents themselves, or of their copies too. */
const allowed: ReadonlyArray<{ readonly code: string; readonly words: string; readonly clause: string; readonly as: 'itself' | 'both' }> = [
  { code: '1.4', words: 'cross reference streams are not allowed', clause: '6.1.4: its rules are for tables; streams as ISO 32000-1 has them', as: 'itself' },
  { code: '1.2.7', words: 'Filter specified in metadata dictionary', clause: '6.6.2.1: metadata as ISO 32000-1, 14.3.2 has it', as: 'itself' },
  { code: '2.1.6', words: 'Invalid version of the ICCProfile', clause: '6.2.3: profiles of version 4 may stand there', as: 'itself' },
  { code: '3.1.4', words: 'The Charset entry is missing', clause: '6.2.11.4.2: a CharSet has to be right where there is one', as: 'itself' },
  { code: '3.1.11', words: 'The CIDSet entry is missing', clause: '6.2.11.4.2: a CIDSet has to be right where there is one', as: 'both' }
]
const { values } = parseArgs({ options: { keep: { type: 'string' } } })
const missing = missingValidators()
if (missing.length > 0) {
  process.stdout.write(`Nothing was checked: ${missing.join(', ')} not here. On Debian: apt-get install qpdf default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java\n`)
  process.exit(1)
}

const root = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'packbench-archive-')) : resolve(values.keep)
const folders = { itself: join(root, 'itself'), copy: join(root, 'copy') }
for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true })
try {
  const sheets: Array<{ readonly kind: string; readonly paper: string; readonly file: string; readonly problems: string[] }> = []
  for await (const { kind, paper, pdf } of archiveSheets()) {
    const file = `${kind.replaceAll(/\W+/gu, '-')}-${paper}.pdf`
    const [itself, copy] = [join(folders.itself, file), join(folders.copy, file)]
    writeFileSync(itself, pdf)
    const syntax = badSyntax(itself)
    copyForPart1(itself, copy)
    // Part 1 has nothing against it.
    const hasNoGlyph = readPdf(Buffer.from(pdf)).pages.some(({ said }) => said.some(({ glyphs }) => glyphs.some(({ code }) => code === 0)))
    sheets.push({ kind, paper, file, problems: [...(syntax === null ? [] : [`qpdf: ${syntax}`]), ...(hasNoGlyph ? ['a glyph that stands for none (.notdef) is drawn: ISO 19005-2, 6.2.11.8'] : [])] })
  }
  const files = sheets.map(({ file }) => file)
  // A validator that finds nothing anywhere would find nothing here either.
  const spoiled = 'spoiled.pdf'
  writeFileSync(join(folders.copy, spoiled), readFileSync(join(folders.copy, files[0] ?? '')).toString('latin1').replace(/\/Title \(./u, '/Title (?'), 'latin1')
  const count = new Map<string, number>()
  for (const [as, folder] of Object.entries(folders)) {
    const said = preflight(folder, files)
    if (as === 'copy' && said.get(spoiled)?.some(({ code }) => code === '7.2') !== true) throw new Error('Preflight does not notice a document that says two things of itself')
    for (const { file, problems } of sheets) {
      for (const { code, details } of said.get(file) ?? [] satisfies Complaint[]) {
        const rule = allowed.find((one) => one.code === code && details.includes(one.words) && (as === 'itself' || one.as === 'both'))
        if (rule === undefined) problems.push(`${as}: ${code} ${details}`)
        else count.set(rule.code, (count.get(rule.code) ?? 0) + 1)
      }
    }
  }
  for (const kind of new Set(sheets.map((one) => one.kind))) {
    const of = sheets.filter((one) => one.kind === kind)
    process.stdout.write(`${of.every(({ problems }) => problems.length === 0) ? '✓' : '✗'} ${kind.padEnd(38)} ${of.map(({ paper }) => paper).join(', ')}\n`)
    for (const { paper, problems } of of) for (const problem of problems) process.stdout.write(`    ${paper}: ${problem.trim()}\n`)
  }
  process.stdout.write('\nForbidden in PDF/A-1b only:\n')
  for (const { code, words, clause } of allowed) process.stdout.write(`  ${code.padEnd(7)} ${words.padEnd(44)} ${String(count.get(code) ?? 0).padStart(4)} times   ISO 19005-2, ${clause}\n`)
  const bad = sheets.filter(({ problems }) => problems.length > 0).length
  process.stdout.write(`\n${String(sheets.length)} documents, ${String(bad)} with an error\n`)
  process.exitCode = bad === 0 ? 0 : 1
} finally {
  if (values.keep === undefined) rmSync(root, { recursive: true, force: true })
}
