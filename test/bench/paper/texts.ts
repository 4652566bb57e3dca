// npm run texts [-- ADDRESSES]: every character of so many generated addresses (5,000 unless said), in sixty countries and all their
// scripts, put on slips and read back: in their order by a reader of our own, and as such by poppler where it is. Ends with 1 where
// one was lost; every twentieth on a slip that is a document by itself too. npm run texts -- pictures: a picture of each script for eyes that can read it, into docs/pictures/scripts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatedCountries } from '../../support/generated-addresses.ts'
import { proveTexts } from '../../integration/documents/prove-texts.ts'
import { drawScripts } from './script-pictures.ts'

const total = Number(process.argv[2] ?? 5000)
const inPart = 250
const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0
if (!hasPoppler) process.stdout.write('poppler was left out: pdftotext is not here\n')

/** What poppler finds on each page. */
function byPoppler(pdf: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'packbench-texts-'))
  try {
    writeFileSync(join(folder, 'slips.pdf'), pdf)
    const { status, stderr } = spawnSync('pdftotext', ['-raw', '-enc', 'UTF-8', join(folder, 'slips.pdf'), join(folder, 'slips.txt')], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`pdftotext: ${stderr}`)
    return readFileSync(join(folder, 'slips.txt'), 'utf8').split('\f')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How often each character is there; blanks and what cannot be seen do not count: poppler makes its own. */
function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const character of text.normalize('NFC').replaceAll(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')) counts.set(character, (counts.get(character) ?? 0) + 1)
  return counts
}

if (process.argv[2] === 'pictures') {
  process.stdout.write(`${await drawScripts()}\n`)
  process.exit()
}
let [characters, there] = [0, 0]
const lost: string[] = []
const lostByPoppler: string[] = []
async function prove(from: number, count: number): Promise<void> {
  const proved = await proveTexts(from, count)
  characters += proved.characters
  lost.push(...proved.lost)
  if (!hasPoppler) return
  const pages = byPoppler(proved.pdf)
  proved.fields.forEach((fields, i) => {
    const seen = counted(pages[i] ?? '')
    for (const [character, times] of counted(fields.join(''))) {
      const least = Math.min(times, seen.get(character) ?? 0)
      there += least
      if (least < times) lostByPoppler.push(`${String(from + i)}: ${character} (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()})`)
    }
  })
}
for (let from = 0; from < total; from += inPart) await prove(from, Math.min(inPart, total - from))
// A document of one page has another kind of font.
for (let from = 0; from < total; from += 20) await prove(from, 1)
const say = (whole: boolean, sentence: string): void => { process.stdout.write(`${whole ? '✓' : '✗'} ${sentence}\n`) }
say(lost.length === 0, `${characters.toLocaleString('en')} characters of ${total.toLocaleString('en')} addresses in ${String(generatedCountries.length)} countries: ${lost.length === 0 ? 'all came back, in their order' : `${String(lost.length)} fields did not`}`)
if (hasPoppler) say(lostByPoppler.length === 0, `poppler finds ${there.toLocaleString('en')} of those that can be seen${lostByPoppler.length === 0 ? ', which are all' : `, and lacks ${String(lostByPoppler.length)}`}`)
for (const line of [...lost, ...lostByPoppler].slice(0, 40)) process.stdout.write(`  ${line}\n`)
process.exitCode = lost.length + lostByPoppler.length === 0 ? 0 : 1
