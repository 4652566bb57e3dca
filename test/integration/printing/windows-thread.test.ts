import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSpooler } from '../../../electron/printing/windows/spooler-thread.ts'
import { windowsPrinters } from '../../../electron/printing/windows-printers.ts'

const worker = join(import.meta.dirname, '../../../electron/printing/windows/spooler.worker.ts')

it.skipIf(process.platform === 'win32')('where what reaches the print system is not there, that is said, and said again', async () => {
  const printers = windowsPrinters(openSpooler(worker))
  for (let i = 0; i < 2; i++) await expect(printers.list()).rejects.toMatchObject({ code: 'not_on_this_system', detail: expect.stringContaining('shared library') as unknown })
  await expect(printers.raw({ printer: 'Zebra', title: 'x', bytes: new Uint8Array(1) })).rejects.toMatchObject({ code: 'not_on_this_system' })
})

it('a print system that does not answer is not waited for without end', async () => {
  await expect(openSpooler(worker, 0).queues()).rejects.toMatchObject({ code: 'no_spooler', detail: 'Windows does not answer' })
})

it('a thread that ends takes what it was asked with it, and the next question begins another', async () => {
  const spooler = openSpooler(join(import.meta.dirname, 'no-such-worker.ts'))
  for (let i = 0; i < 2; i++) await expect(spooler.pages({ queue: 'Zebra', port: '', pdf: new Uint8Array(), title: 'x', media: 'a4', copies: 1, pages: null })).rejects.toThrow(/no-such-worker/u)
})
