import { writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { DocumentsReply, DocumentsRequest } from './documents.ts'
import { readLogo } from './logo.ts'
import { makeSlips } from './make-slips.ts'
import { missingCharacters } from './missing-characters.ts'

const port = parentPort
if (port === null) throw new Error('This file runs in a worker thread')

/** One after the other: two documents at once would share the fonts' shaping buffer for nothing on one thread. */
let turn: Promise<void> = Promise.resolve()

async function answer(request: DocumentsRequest): Promise<unknown> {
  switch (request.kind) {
    case 'slips': return await makeSlips(request.input)
    case 'write': {
      const { pdf, ...told } = await makeSlips(request.input)
      writeFileSync(request.path, pdf, { flush: true })
      return told
    }
    case 'logo': return readLogo(request.file)
    case 'missing': return missingCharacters(request.texts, request.country)
  }
}

port.on('message', ({ id, request }: { readonly id: number; readonly request: DocumentsRequest }) => {
  turn = turn.then(async () => {
    let reply: DocumentsReply
    try {
      reply = { id, ok: true, value: await answer(request) }
    } catch (error) {
      reply = { id, ok: false, message: error instanceof Error ? error.message : String(error) }
    }
    port.postMessage(reply)
  })
})
