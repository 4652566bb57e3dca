import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../electron/contract/result.ts'
import { folderPrinterName, folderPrinters } from '../../../electron/printing/folder-printers.ts'
import { joinPrinters } from '../../../electron/printing/printers.ts'
import { printRoom } from '../../support/print-room.ts'
import { tempFolder } from '../../support/temp.ts'

function folderAt(watched: boolean) {
  const path = join(tempFolder(), 'out')
  mkdirSync(path)
  const folders = [{ id: 'out', name: 'Scale PC', path, watched }]
  return { path, folders, name: folderPrinterName('out'), printers: folderPrinters(() => folders) }
}

describe('a folder as a printer', () => {
  it('gets whole files under names that nothing has yet, and leaves what is there', async () => {
    const { path, name, printers } = folderAt(true)
    const file = join(tempFolder(), '7.pdf')
    writeFileSync(file, 'paper')
    const job = { printer: name, file, title: 'Packbench 7', media: 'a4', copies: 1 } as const
    expect([await printers.print(job), await printers.print(job), await printers.print({ ...job, copies: 2 })]).toEqual([{ job: 'packbench-7.pdf' }, { job: 'packbench-7 (2).pdf' }, { job: 'packbench-7-x2.pdf' }])
    expect(readdirSync(path).sort()).toEqual(['packbench-7 (2).pdf', 'packbench-7-x2.pdf', 'packbench-7.pdf'])
    expect(readFileSync(join(path, 'packbench-7.pdf'), 'utf8')).toBe('paper')
    await expect(printers.print({ ...job, file: join(path, 'none') })).rejects.toMatchObject({ code: 'folder_failed' })
    await expect(printers.print({ ...job, printer: 'folder:gone' })).rejects.toMatchObject({ code: 'printer_removed' })
    expect(readdirSync(path)).toHaveLength(3)
  })

  it('stands among the printers, also where there is no print service', async () => {
    const { path, folders, name } = folderAt(false)
    const none = joinPrinters({ list: () => Promise.reject(new Trouble({ code: 'no_spooler' })), print: () => Promise.reject(new Error('none')), jobState: () => Promise.reject(new Error('none')), cancel: () => Promise.reject(new Error('none')) }, [folderPrinters(() => folders)])
    expect(await none.list()).toEqual([{ name, description: 'Scale PC', isDefault: false, state: 'ready', reason: null, folder: { path, watched: false } }])
    folders.splice(0)
    await expect(none.list()).rejects.toMatchObject({ code: 'no_spooler' })
  })

  it('in a network that does not answer holds up no list, is not said to be gone, and is looked for once at a time', async () => {
    const { path, folders, name } = folderAt(true)
    const asked: string[] = []
    let found = (_is: boolean): void => undefined
    const printers = folderPrinters(() => folders, { patience: 5, isThere: (where) => new Promise((resolve) => { asked.push(where); found = resolve }) })
    const unknown = [{ name, description: 'Scale PC', isDefault: false, state: 'unknown', reason: path, folder: { path, watched: true } }]
    expect([await printers.list(), await printers.list(), asked]).toEqual([unknown, unknown, [path]])
    const list = printers.list()
    found(true)
    expect(await list).toMatchObject([{ state: 'ready', reason: null }])
  })

  it('that nobody prints from makes a run saved; a watched one makes it handed over; what is left goes as a file of its own', async () => {
    for (const watched of [false, true]) {
      const { path, folders, name } = folderAt(watched)
      const room = printRoom({ needs: { printers: folderPrinters(() => folders), folder: (printer) => (printer === name ? { watched } : null), nameOfPrinter: () => 'Scale PC' } })
      const { id } = await room.prints().prepare({ orderIds: room.ids(150), paper: 'a4' })
      await room.prints().print({ id, printer: name, copies: 1 })
      await expect.poll(async () => (await room.view(id)).state).toBe(watched ? 'handed' : 'saved')
      expect((await room.sheets(id))[149]).toBe(watched ? 'handed' : 'saved')
      expect((await room.storage().orderList.byIds(room.ids(1)))[0]).toMatchObject({ printedAt: null, savedAt: watched ? null : room.clock.now })
      await room.prints().judge(id, { kind: 'stopped', at: 100, nothingAfter: true })
      await room.prints().resume({ id, printer: name, copies: 1 })
      await expect.poll(async () => (await room.view(id)).out).toBe(51)
      expect(readdirSync(path).sort()).toEqual([`packbench-${String(id)}-100-150.pdf`, `packbench-${String(id)}.pdf`])
    }
  })
})
