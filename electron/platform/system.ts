import { open, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { clipboard, dialog, net, shell, type BrowserWindow } from 'electron'
import { Trouble } from '../contract/result.ts'
import { isHere } from '../domain/connection.ts'
import { tableText } from '../domain/table-text.ts'

/** Opens an address in the person's own browser: https anywhere, plain http on this computer only. Anything else is refused. */
export async function openInBrowser(address: string): Promise<void> {
  const url = new URL(address)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere(url.href))) throw new Error('Only https addresses are opened')
  await shell.openExternal(url.href)
}

/** Puts a text on the clipboard in the place of what is there. */
export function copyText(text: string): Promise<void> {
  return Promise.resolve(clipboard.writeText(text))
}

/** Asks where to save a file of the kind that its name ends with. @returns the path, or `null` where the person cancelled */
export async function askWhereToSave(window: BrowserWindow | null, name: string): Promise<string | null> {
  const kind = extname(name).slice(1)
  const options = { defaultPath: name, filters: [{ name: kind.toUpperCase(), extensions: [kind] }] }
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}

/** Asks for a folder. @returns its path, or `null` where the person cancelled */
export async function askForFolder(window: BrowserWindow | null): Promise<string | null> {
  const options: Electron.OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] }
  const { canceled, filePaths: [path] } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return canceled || path === undefined ? null : path
}

/**
 * Asks for a PNG or JPEG file and reads it.
 * @param most bytes; of a larger file one more is read, so that it shows
 * @returns its bytes, or `null` where the person cancelled
 * @throws Trouble `logo_file` with the system's words where it cannot be read
 */
export async function askForPicture(window: BrowserWindow | null, most: number): Promise<Uint8Array | null> {
  const options: Electron.OpenDialogOptions = { properties: ['openFile'], filters: [{ name: 'PNG, JPEG', extensions: ['png', 'jpg', 'jpeg'] }] }
  const { canceled, filePaths: [path] } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  if (canceled || path === undefined) return null
  try {
    const file = await open(path)
    try {
      if (!(await file.stat()).isFile()) throw new Error('not a file')
      const { buffer, bytesRead } = await file.read(new Uint8Array(most + 1), 0, most + 1, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new Trouble({ code: 'logo_file', detail: cause instanceof Error ? cause.message : String(cause) }, { cause })
  }
}

/**
 * Asks for a table as a spreadsheet writes it, and reads its text (`tableText`).
 * @returns `null` where the person cancelled
 * @throws Trouble `table_file` with the system's words where it cannot be read or is no text; `table_large` where it has more bytes than `most`
 */
export async function askForTable(window: BrowserWindow | null, most: number): Promise<string | null> {
  const options: Electron.OpenDialogOptions = { properties: ['openFile'], filters: [{ name: 'CSV', extensions: ['csv', 'tsv', 'txt'] }] }
  const { canceled, filePaths: [path] } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  if (canceled || path === undefined) return null
  const bytes = await readFile(path).catch((cause: unknown) => { throw new Trouble({ code: 'table_file', detail: cause instanceof Error ? cause.message : String(cause) }, { cause }) })
  if (bytes.length > most) throw new Trouble({ code: 'table_large' })
  const text = tableText(bytes)
  if (text === null) throw new Trouble({ code: 'table_file', detail: 'not a text' })
  return text
}

/** Shows a folder in the system's file manager. @throws Trouble `folder_not_shown` with the system's words */
export async function showFolder(path: string): Promise<void> {
  const detail = await shell.openPath(path)
  if (detail !== '') throw new Trouble({ code: 'folder_not_shown', params: { folder: path }, detail })
}

/** Whether the system says that there is a network. `true` does not mean that Joom can be reached. */
export function isOnline(): boolean {
  return net.isOnline()
}
