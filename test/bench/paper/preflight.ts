import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** What Preflight of Apache PDFBox needs of Debian's packages, which `scripts/debian-packages.mjs` installs. */
const jars = ['preflight', 'pdfbox2', 'fontbox2', 'xmpbox', 'commons-logging', 'javax.activation', 'jaxb-api'].map((name) => `/usr/share/java/${name}.jar`)

/** What of the validators is not here. */
export function missingValidators(): string[] {
  return [...(spawnSync('qpdf', ['--version']).status === 0 ? [] : ['qpdf']), ...(spawnSync('java', ['-version']).status === 0 ? [] : ['java (default-jre-headless)']), ...jars.filter((jar) => !existsSync(jar))]
}

/** What Preflight has against a file. */
export interface Complaint {
  readonly code: string
  readonly details: string
}

const plain = (xml: string): string => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/**
 * What Preflight says of each file in a folder as PDF/A-1b, by the file's name.
 * @throws Error where it does not come to an end, or says nothing of a file
 */
export function preflight(folder: string, files: readonly string[]): Map<string, readonly Complaint[]> {
  const report = `${folder}.preflight.xml`
  const { status, stderr } = spawnSync('java', ['-Xmx1g', '-cp', jars.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b', 'xml', 'group', folder], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (!existsSync(report)) throw new Error(`Preflight ended with ${String(status)}: ${stderr}`)
  const said = new Map([...readFileSync(report, 'utf8').matchAll(/<preflight name="([^"]*)">([^]*?)<\/preflight>/gu)].map(([, name = '', one = '']) => {
    const complaints = [...one.matchAll(/<code>([^<]*)<\/code>\s*<details>([^<]*)<\/details>/gu)].map(([, code = '', details = '']): Complaint => ({ code, details: plain(details) }))
    const thrown = /<exceptionThrown>\s*<message>([^<]*)/u.exec(one)?.[1]
    return [name, thrown === undefined ? complaints : [...complaints, { code: 'thrown', details: plain(thrown) }]] as const
  }))
  rmSync(report)
  for (const file of files) if (!said.has(file)) throw new Error(`Preflight says nothing of ${file}`)
  return said
}

/** What qpdf has against the syntax of a file; `null` for nothing. */
export function badSyntax(path: string): string | null {
  const { status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' })
  return status === 0 ? null : `${stdout}${stderr}`
}

/**
 * Writes a copy that differs from a document in what PDF/A-1b wants otherwise than PDF/A-2b, so that nothing hides behind it: as PDF 1.4,
 * without streams of cross references or compressed metadata; of part 1; with a profile that calls itself version 2, and names of glyphs in fonts
 * of Type 1, without either of which Preflight does not look into them.
 * @throws Error where qpdf cannot, or the document does not say that it is of part 2
 */
export function copyForPart1(from: string, to: string): void {
  const asText = spawnSync('qpdf', ['--qdf', '--no-original-object-ids', '--normalize-content=n', '--object-streams=disable', '--newline-before-endstream', '--force-version=1.4', from, '-'], { maxBuffer: most })
  if (asText.status !== 0) throw new Error(`qpdf: ${asText.stderr.toString()}`)
  let text = asText.stdout.toString('latin1')
  if (!text.includes(part2)) throw new Error(`${from} does not say that it is PDF/A-2`)
  text = text.replace(part2, part2.replace('2', '1'))
    .replaceAll(/(?<=stream\n[^]{8})\u0004(?=[^]{3}mntr)/gu, '\u0002')
    .replaceAll(/<<\n(?=(?: {2}.*\n)*? {2}\/FontFile3 )/gu, '<<\n  /CharSet (/A)\n')
  const fixed = spawnSync('fix-qdf', [], { input: Buffer.from(text, 'latin1'), maxBuffer: most })
  if (fixed.status !== 0) throw new Error(`fix-qdf: ${fixed.stderr.toString()}`)
  writeFileSync(to, fixed.stdout)
}
const part2 = '<pdfaid:part>2<'
const most = 512 * 1024 * 1024
