import { parentPort } from 'node:worker_threads'
import type { DocumentsReply, DocumentsRequest } from './documents.ts'
import { FileOfParts } from './file-of-parts.ts'
import { readLogo } from './logo.ts'
import { makeDeskPaper } from './make-desk-paper.ts'
import { SlipMaker, makeSlips } from './make-slips.ts'
import { missingCharacters } from './missing-characters.ts'
import { warmUp } from './warm-up.ts'

const port = parentPort
if (port === null) throw new Error('This file runs in a worker thread')

/** One after the other: two documents at once would share the fonts' shaping buffer for nothing on one thread. */
let turn: Promise<void> = Promise.resolve()

/** Runs whose parts are made here, and those whose file is written here. */
const makers = new Map<number, SlipMaker>()
const files = new Map<number, FileOfParts>()

function known<T>(runs: ReadonlyMap<number, T>, run: number): T {
  const one = runs.get(run)
  if (one === undefined) throw new Error(`No run ${String(run)} here`)
  return one
}

async function answer(request: DocumentsRequest): Promise<unknown> {
  switch (request.kind) {
    case 'slips': return await makeSlips(request.input, false)
    case 'desk': return await makeDeskPaper(request.input)
    case 'logo': return readLogo(request.file)
    case 'warm':
      await warmUp()
      return null
    case 'missing': return missingCharacters(request.texts, request.country)
    case 'begin':
      makers.set(request.run, new SlipMaker(request.settings))
      return null
    case 'part': return known(makers, request.run).make(request.sheets)
    case 'open':
      files.set(request.run, new FileOfParts(request.path, request.about))
      return null
    case 'append': {
      known(files, request.run).append(request.part)
      return null
    }
    case 'end': {
      makers.delete(request.run)
      const file = files.get(request.run)
      files.delete(request.run)
      if (request.whole) file?.finish()
      else file?.giveUp()
      return null
    }
  }
}

/** What of an answer is handed over instead of copied. */
function handedOver(value: unknown): ArrayBuffer[] {
  return typeof value === 'object' && value !== null && 'contents' in value && value.contents instanceof Uint8Array && value.contents.buffer instanceof ArrayBuffer ? [value.contents.buffer] : []
}

port.on('message', ({ id, request }: { readonly id: number; readonly request: DocumentsRequest }) => {
  turn = turn.then(async () => {
    let reply: DocumentsReply
    try {
      reply = { id, ok: true, value: await answer(request) }
    } catch (error) {
      reply = { id, ok: false, message: error instanceof Error ? error.message : String(error), code: error instanceof Error && 'code' in error ? String(error.code) : undefined }
    }
    port.postMessage(reply, reply.ok ? handedOver(reply.value) : [])
  })
})
