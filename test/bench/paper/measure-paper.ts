import { fork, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { findBrowser } from '../../../electron-host/find-browser.mjs'
import { npm } from '../../../scripts/packages.mjs'
import { pdfkitAlone } from '../../../scripts/pdfkit-alone.mjs'
import { fontFile, fontKeys } from '../../../electron/documents/text/font-files.ts'
import type { SlipsMeasured } from './measured.ts'
import { sheetOf, type Script } from './orders.ts'

const here = import.meta.dirname
const peersFolder = resolve(here, '../peers')
const cache = resolve(here, '../../../.cache/bench-paper')

/** Plain JavaScript, as the application has it, where its packages are found. */
async function built(): Promise<{ readonly cold: string; readonly slips: string }> {
  await build({
    configFile: false, logLevel: 'error', define: { 'process.env.NODE_ENV': '"production"' }, ssr: { noExternal: pdfkitAlone.packages }, resolve: { alias: pdfkitAlone.alias },
    build: { ssr: true, outDir: cache, emptyOutDir: true, target: 'node24', minify: false, rolldownOptions: { input: [join(here, 'measure-cold.ts'), join(here, 'measure-slips.ts'), resolve(here, '../../../electron/documents/slips.worker.ts')], output: { entryFileNames: '[name].js' } } }
  })
  return { cold: join(cache, 'measure-cold.js'), slips: join(cache, 'measure-slips.js') }
}

type PeerMeasured = Pick<SlipsMeasured, 'pages' | 'took' | 'cpu' | 'bytes' | 'memory'>
/** `cold`: from the start of the process on, as ours. */
type JsPeerMeasured = PeerMeasured & { readonly cold: Pick<SlipsMeasured, 'took' | 'cpu'> }

/** Runs a program of its own; `null` where it ends without a result. */
function told<T>(file: string, args: readonly string[]): Promise<T | null> {
  return new Promise((resolve) => {
    const child = fork(file, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    child.once('message', (message) => { resolve(message as T) }) // each program here sends what its own file says
    child.once('exit', () => { resolve(null) })
  })
}

async function providePeers(): Promise<void> {
  if (existsSync(join(peersFolder, 'node_modules', 'pdfmake'))) return
  // The tool that builds what is measured says “production” by then, where npm would leave them out.
  const { code } = await npm(['ci', '--prefix', peersFolder, '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'])
  if (code !== 0) throw new Error('npm ci failed in test/bench/peers: its own words are above.')
}

/** The C libraries, where this system can have them. */
function provideLibraries(): boolean {
  const there = (): boolean => ['/usr/include/hpdf.h', '/usr/include/zint.h'].every((file) => existsSync(file)) && spawnSync('gcc', ['--version']).status === 0
  if (!there() && process.platform === 'linux') spawnSync('apt-get', ['install', '-y', '-qq', 'libhpdf-dev', 'libzint-dev', 'gcc'], { stdio: 'ignore' })
  return there()
}

/** How many pages a peer makes: the fastest as many as ours, the slow ones fewer; all are compared by pages a second. */
const jsPeers = { 'jspdf.mjs': 1000, 'pdfmake.mjs': 300, 'pdf-lib.mjs': 150, 'react-pdf.mjs': 150 } as const

const rounds = 5
type Cold = Pick<SlipsMeasured, 'pages' | 'took' | 'cpu' | 'bytes'>

/**
 * A cold start differs from one time to the next by a tenth and more, and so does the machine: all run in turn, round after round,
 * and of each the one in the middle counts.
 * @returns of each of `runs` by its name; `null` for one that did not run
 */
async function inTurn<Name extends string>(runs: Readonly<Record<Name, () => Promise<Cold | null>>>): Promise<Record<Name, Cold | null>> {
  const names = Object.keys(runs) as Name[] // its own
  const told = new Map<Name, (Cold | null)[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) for (const name of names) told.get(name)?.push(await runs[name]())
  const middle = (all: readonly (Cold | null)[]): Cold | null => all.toSorted((one, other) => (one?.cpu ?? Infinity) - (other?.cpu ?? Infinity))[rounds >> 1] ?? null
  return Object.fromEntries(names.map((name) => [name, middle(told.get(name) ?? [])])) as Record<Name, Cold | null> // each name of the list
}

export type Say = (what: string, is: number, least: number | null, most: number | null, unit?: string) => void

/** Packing slips: ours against every peer that this machine can have, in one run. What is cold is timed from the start of the process on, on both sides. */
export async function measurePaper(say: Say, note: (sentence: string) => void): Promise<void> {
  await providePeers()
  const ours = await built()
  const folder = mkdtempSync(join(tmpdir(), 'packbench-bench-'))
  const named = (what: string): string => `paper: ${what}`
  const perSecond = ({ pages }: { readonly pages: number }, milliseconds: number): number => (pages / milliseconds) * 1000
  const fonts = [fontFile('base', 'regular'), fontFile('base', 'bold')]
  /** A file of sheets: what is cold has them before the clock starts, ours as the others. */
  const sheetsOf = (script: Script, pages: number): string => {
    const file = join(folder, `${script}-${String(pages)}.json`)
    if (!existsSync(file)) writeFileSync(file, JSON.stringify(Array.from({ length: pages }, (_, i) => sheetOf(i, pages, script))))
    return file
  }
  const peer = <T extends PeerMeasured>(file: string, script: Script, pages: number, more: readonly string[] = []): Promise<T | null> => told<T>(join(peersFolder, file), [sheetsOf(script, pages), ...fonts, ...more])
  const measured = async (what: string, script: Script, count: number): Promise<SlipsMeasured> => {
    const [program, args] = what === 'cold' ? [ours.cold, [sheetsOf(script, count)]] as const : [ours.slips, [what, script, String(count), folder]] as const
    const one = await told<SlipsMeasured>(program, args)
    if (one === null) throw new Error(`measuring ours, ${what}, ended without a result`)
    return one
  }
  const jsPeer = async (file: string, pages: number): Promise<Cold | null> => {
    const one = await peer<JsPeerMeasured>(file, 'latin', pages)
    return one === null ? null : { ...one, ...one.cold }
  }
  const hasLibraries = provideLibraries()
  try {
    const jsPeerRuns = Object.fromEntries(Object.entries(jsPeers).map(([file, pages]) => [file, () => jsPeer(file, pages)])) as Record<keyof typeof jsPeers, () => Promise<Cold | null>> // each of its names
    const { latin, haru, ...others } = await inTurn({ latin: () => measured('cold', 'latin', 1000), ...jsPeerRuns, haru: () => (hasLibraries ? peer('haru.mjs', 'latin', 1000) : Promise.resolve(null)) })
    const { world, all } = await inTurn({ world: () => measured('cold', 'world', 1000), all: () => measured('cold', 'all', 1000) })
    if (latin === null || world === null || all === null) throw new Error('Measuring ours ended without a result')
    say(named('1,000 slips, Latin, cold'), perSecond(latin, latin.took), null, null, ' pages/s')
    say(named('of its processor'), latin.cpu, null, null, ' ms')
    say(named('bytes, Latin'), latin.bytes / 1000, null, 1200, ' KB')
    say(named('1,000 slips, ten scripts, cold'), perSecond(world, world.took), null, null, ' pages/s')
    say(named('of its processor, ten scripts'), world.cpu, null, null, ' ms')
    say(named('bytes, ten scripts'), world.bytes / 1000, null, 1400, ' KB')
    say(named('bytes, every script there is a font for'), all.bytes / 1000, null, 1400, ' KB')

    let best: { readonly name: string; readonly rate: number } | null = null
    for (const [file, one] of Object.entries(others)) {
      if (one === null) { note(`${file} did not run`); continue }
      const rate = perSecond(one, one.cpu)
      say(named(`${file.replace('.mjs', '')}, ${String(one.pages)} pages, cold, by processor`), rate, null, null, ' pages/s')
      if (best === null || rate > best.rate) best = { name: file.replace('.mjs', ''), rate }
    }
    if (best !== null) say(named(`Latin, cold ÷ ${best.name}, the best of them, by processor`), perSecond(latin, latin.cpu) / best.rate, 8, null)

    if (haru === null) note(hasLibraries ? 'libharu and zint did not run' : 'libharu and zint were left out: the system has no libhpdf-dev, libzint-dev or gcc, and could not install them')
    else {
      say(named('libharu and zint (C), by processor'), perSecond(haru, haru.cpu), null, null, ' pages/s')
      say(named('Latin, cold ÷ libharu and zint, by processor'), haru.cpu / latin.cpu, 0.5, null)
    }

    const browser = findBrowser()
    if (browser === undefined) note('Chromium was left out: there is no browser here')
    else {
      const more = fontKeys.filter((key) => key !== 'base').flatMap((key) => [fontFile(key, 'regular'), fontFile(key, 'bold')])
      const chromium = await peer('chromium.mjs', 'world', 300, [browser, ...more])
      if (chromium === null) note('Chromium did not run')
      else {
        say(named('Chromium printToPDF, ten scripts, 300 pages'), perSecond(chromium, chromium.took), null, null, ' pages/s')
        say(named('ten scripts, cold ÷ Chromium'), perSecond(world, world.took) / perSecond(chromium, chromium.took), 10, null)
      }
    }

    const idiomatic = await peer('pdfkit-png.mjs', 'latin', 200)
    const sustained = await measured('run', 'latin', 20_000)
    say(named('20,000 different slips into a file, two threads'), perSecond(sustained, sustained.took), null, null, ' pages/s')
    if (idiomatic === null) note('pdfkit with bwip-js did not run')
    else {
      say(named('pdfkit and bwip-js PNG, 200 pages'), perSecond(idiomatic, idiomatic.took), null, null, ' pages/s')
      say(named('sustained ÷ pdfkit and bwip-js PNG'), perSecond(sustained, sustained.took) / perSecond(idiomatic, idiomatic.took), 25, null)
    }
    for (const [script, name] of [['latin', 'Latin'], ['world', 'ten scripts'], ['all', 'every script']] as const) {
      const one = await measured('label', script, 200)
      say(named(`a single label, ${name}, warm, by processor`), one.took, null, 5, ' ms')
      say(named(`its bytes, ${name}`), one.bytes / 1000, null, 10, ' KB')
      say(named('the largest of 200'), one.largest / 1000, null, 10, ' KB')
    }
    say(named('reading the codes of a label again, from the first on'), (await measured('verify', 'world', 200)).took, null, 2, ' ms')
    const [short, middle, long] = [await measured('run', 'latin', 1000), await measured('run', 'latin', 4000), await measured('run', 'latin', 16_000)]
    say(named('making the first sheet of 1,000, some seconds after the start'), (await measured('warm', 'latin', 1000)).first, null, 300, ' ms')
    say(named('making it at once, threads not yet there'), short.first, null, null, ' ms')
    for (const one of [short, middle, long]) say(named(`memory at most, ${one.pages.toLocaleString('en')} slips into a file`), one.memory / 2 ** 20, null, null, ' MiB')
    say(named('memory, 16,000 ÷ 4,000'), long.memory / middle.memory, null, 1.1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
