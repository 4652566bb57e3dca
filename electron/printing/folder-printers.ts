import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Trouble } from '../contract/result.ts'
import type { PrintFolder, Printer } from '../contract/schemas.ts'
import type { PrintersOfAKind } from './printers.ts'
import { copyWhole } from './whole-copy.ts'

const prefix = 'folder:'
/** The name under which a folder stands among the printers. */
export const folderPrinterName = (id: string): string => `${prefix}${id}`

/** How long the list of printers waits for a folder, in milliseconds: one in a network that is gone may not answer for minutes. */
const glance = 1500
const isFolder = (path: string): Promise<boolean> => stat(path).then((one) => one.isDirectory(), () => false)

/** Looks whether something is there, and for each path only once at a time: what does not answer keeps a thread of this process busy. */
function lookout(isThere: (path: string) => Promise<boolean>, patience: number): (path: string) => Promise<boolean | null> {
  const looking = new Map<string, Promise<boolean>>()
  return async (path) => {
    const look = looking.get(path) ?? isThere(path).finally(() => { looking.delete(path) })
    looking.set(path, look)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => { timer = setTimeout(resolve, patience, null) })
    try {
      return await Promise.race([look, late])
    } finally {
      clearTimeout(timer)
    }
  }
}

/**
 * Folders as printers: a file of a run is written into the folder, whole or not at all, under a name that nothing has yet. It
 * takes whole files only. Nothing is told of a file afterwards, and one that was written is not taken back.
 * @param looks how it is looked whether a folder is there, and how long that may take before its state is not known
 */
export function folderPrinters(folders: () => readonly PrintFolder[], looks: { readonly isThere?: (path: string) => Promise<boolean>; readonly patience?: number } = {}): PrintersOfAKind {
  const look = lookout(looks.isThere ?? isFolder, looks.patience ?? glance)
  const found = (name: string): PrintFolder => {
    const folder = folders().find(({ id }) => folderPrinterName(id) === name)
    if (folder === undefined) throw new Trouble({ code: 'printer_removed' })
    return folder
  }
  const stateOf = async ({ id, name, path, watched }: PrintFolder): Promise<Printer> => {
    const there = await look(path)
    return { name: folderPrinterName(id), description: name, isDefault: false, state: there === null ? 'unknown' : there ? 'ready' : 'stopped', reason: there === true ? null : path, folder: { path, watched } }
  }
  return {
    owns: (name) => name.startsWith(prefix),
    list: () => Promise.all(folders().map(stateOf)),
    async print({ printer, file, title, copies }) {
      const folder = found(printer)
      try {
        return { job: await copyWhole(file, folder.path, () => freeName(folder.path, title, copies)) }
      } catch (cause) {
        throw new Trouble({ code: 'folder_failed', params: { folder: folder.path }, detail: cause instanceof Error ? cause.message : String(cause) }, { cause })
      }
    },
    jobState: () => Promise.resolve({ state: 'untold', reason: null }),
    cancel: () => Promise.resolve()
  }
}

/** How many of each are wanted stands in the name: a folder is told nothing else. */
async function freeName(folder: string, title: string, copies: number): Promise<string> {
  const base = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}${copies > 1 ? `-x${String(copies)}` : ''}`
  for (let n = 1; ; n++) {
    const name = n === 1 ? `${base}.pdf` : `${base} (${String(n)}).pdf`
    if (await stat(join(folder, name)).then(() => false, () => true)) return name
  }
}
