import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createDocuments, type Documents } from '../../../electron/documents/documents.ts'
import { readLogo } from '../../../electron/documents/logo.ts'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import type { SlipSheet, SlipsInput, SlipsOutput } from '../../../electron/documents/slip.ts'
import { warmUp } from '../../../electron/documents/warm-up.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { pngOf } from '../../fixtures/logos.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { readPdf } from './read-pdf.ts'

const workerPath = resolve(import.meta.dirname, '../../../electron/documents/slips.worker.ts')
/** Writes slips into a file of their own, and reads it. */
async function slipsOf(documents: Documents, input: SlipsInput): Promise<SlipsOutput> {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'))
  try {
    const path = join(folder, 'run.pdf')
    const told = await documents.writeSlips(input, { path })
    return { ...told, pdf: await readFile(path) }
  } finally {
    await rm(folder, { recursive: true })
  }
}
const sheets = addresses.slice(0, 12).map((address, i) => slipFor(address, i, 12))

describe('documents in a worker thread', () => {
  let documents: Documents | null = null
  const open = (path = workerPath): Documents => (documents = createDocuments({ workerPath: path }))
  afterEach(async () => { await documents?.stop() })

  it('makes the same bytes as in this thread', async () => {
    const input = slipsInput(sheets)
    const [there, here] = [await slipsOf(open(), input), await makeSlips(input)]
    expect(Buffer.from(there.pdf).equals(Buffer.from(here.pdf))).toBe(true)
    expect(there.sheets).toEqual(here.sheets)
  })

  it('makes the same bytes after it was warmed, before which nobody has to wait for it', async () => {
    const input = slipsInput(sheets)
    const warmed = open()
    warmed.warm()
    expect(Buffer.from((await slipsOf(warmed, input)).pdf).equals(Buffer.from((await makeSlips(input)).pdf))).toBe(true)
    await expect(warmUp()).resolves.toBeUndefined()
  })

  it('answers many requests at once, each with its own', async () => {
    const open1 = open()
    const answers = await Promise.all([
      ...sheets.map((sheet) => slipsOf(open1, slipsInput([sheet]))), open1.missingCharacters(['Ana 𓀀', 'שלום', '𓀀 𓁀'], 'PE')
    ])
    sheets.forEach((sheet, i) => {
      const made = answers[i]
      if (made === undefined || !('pdf' in made)) throw new Error('not a document')
      expect(readPdf(made.pdf).pages[0]?.said.map((line) => line.text)).toContain(sheet.pickCode)
    })
    expect(answers.at(-1)).toEqual(['𓀀', '𓁀'])
  })

  it('makes a logo of a file in a worker of its own, and says what is none', async () => {
    const both = open()
    const [logo, none, slips] = await Promise.all([both.logo(pngOf(320, 120)), both.logo(Buffer.from('<svg/>')), slipsOf(both, slipsInput(sheets))])
    expect(logo).toEqual(readLogo(pngOf(320, 120)))
    expect(none).toEqual({ kind: 'problem', problem: 'not_an_image' })
    expect(slips.pages).toBe(sheets.length)
  })

  it('does not hold up this thread while it works', async () => {
    let turns = 0
    const timer = setInterval(() => { turns++ }, 5)
    await slipsOf(open(), slipsInput(addresses.map((address, i) => slipFor(address, i, addresses.length))))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(10)
  })

  it('writes the same bytes into a file, tells how far it is, and shows the first sheet before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'documents-'))
    const path = join(folder, 'run.pdf')
    const input = slipsInput(sheets)
    const told: Array<number | 'first'> = []
    const written = await open().writeSlips(input, { path, onProgress: (done) => { told.push(done) }, onFirst: (pdf) => { told.push('first'); expect(readPdf(pdf).pages[0]?.said.map((line) => line.text)).toContain(sheets[0]?.pickCode) } })
    const here = await makeSlips(input)
    expect((await readFile(path)).equals(Buffer.from(here.pdf))).toBe(true)
    expect(written).toEqual({ sheets: here.sheets, pages: here.pages })
    expect(told[0]).toBe('first')
    expect(told.at(-1)).toBe(sheets.length)
    await rm(folder, { recursive: true })
  })

  it('gives up a file that nobody wants any more, or whose sheets cannot be had, and leaves none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'documents-'))
    const path = join(folder, 'run.pdf')
    const given = new AbortController()
    const endless = async function* (failing: boolean): AsyncGenerator<SlipSheet> {
      for (let i = 0; ; i++) {
        if (i === 200 && failing) throw new Error('no more to be had')
        if (i === 200) given.abort(new Error('not wanted'))
        yield await Promise.resolve(slipFor(addresses[i % addresses.length] ?? addresses[0]!, i, 400))
      }
    }
    const open1 = open()
    await expect(open1.writeSlips({ ...slipsInput([]), sheets: endless(false) }, { path, signal: given.signal })).rejects.toThrow('not wanted')
    await expect(open1.writeSlips({ ...slipsInput([]), sheets: endless(true) }, { path })).rejects.toThrow('no more to be had')
    await expect(open1.writeSlips(slipsInput(sheets), { path: join(folder, 'no', 'such', 'folder.pdf') })).rejects.toMatchObject({ code: 'documents_failed' })
    expect(await readdir(folder)).toEqual([])
    expect((await slipsOf(open1, slipsInput(sheets))).pages).toBe(12)
    await rm(folder, { recursive: true })
  })

  it('answers what it cannot make with an error, and goes on', async () => {
    const open1 = open()
    const bad = slipsOf(open1, slipsInput([...sheets.slice(0, 1).map((sheet) => ({ ...sheet, pickCode: 'Ü' }))]))
    await expect(bad).rejects.toMatchObject({ name: 'Trouble', code: 'documents_failed', detail: expect.stringContaining('ASCII') as string })
    expect((await slipsOf(open1, slipsInput(sheets))).pages).toBe(12)
  })

  it('starts again after the worker has died, and says so to those who waited', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'documents-'))
    const fragile = join(folder, 'fragile.mjs')
    // Dies of the word `die`, and otherwise answers how many requests this life of it has had.
    await writeFile(fragile, `import { parentPort } from 'node:worker_threads'
let asked = 0
parentPort.on('message', ({ id, request }) => { if (request.texts[0] === 'die') process.exit(3); parentPort.postMessage({ id, ok: true, value: [String(++asked)] }) })`)
    const open1 = open(fragile)
    expect(await open1.missingCharacters(['a'], null)).toEqual(['1'])
    expect(await open1.missingCharacters(['a'], null)).toEqual(['2'])
    const [dying, behind] = [open1.missingCharacters(['die'], null), open1.missingCharacters(['a'], null)]
    await expect(dying).rejects.toMatchObject({ code: 'documents_failed' })
    await expect(behind).rejects.toMatchObject({ code: 'documents_failed' })
    expect(await open1.missingCharacters(['a'], null)).toEqual(['1'])
    await rm(folder, { recursive: true })
  })

  it('says that it cannot start where the file is not there', async () => {
    await expect(open('/no/such/worker.js').missingCharacters(['a'], null)).rejects.toMatchObject({ code: 'documents_failed' })
  })

  it('takes nothing more once it is stopped', async () => {
    const open1 = open()
    const waiting = slipsOf(open1, slipsInput(sheets))
    const told = expect(waiting).rejects.toMatchObject({ code: 'documents_failed', detail: 'stopped' })
    await open1.stop()
    await told
    await expect(slipsOf(open1, slipsInput(sheets))).rejects.toMatchObject({ code: 'documents_failed' })
  })
})
