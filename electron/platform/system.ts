import { clipboard, dialog, net, shell, type BrowserWindow } from 'electron'

/** Opens an address in the person's own browser: https anywhere, plain http on this computer only. Anything else is refused. */
export async function openInBrowser(address: string): Promise<void> {
  const url = new URL(address)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && here)) throw new Error('Only https addresses are opened')
  await shell.openExternal(url.href)
}

export function copyText(text: string): Promise<void> {
  return Promise.resolve(clipboard.writeText(text))
}

/** Asks where to save. @returns the path, or `null` where the person cancelled */
export async function askWhereToSave(window: BrowserWindow | null, name: string): Promise<string | null> {
  const options = { defaultPath: name, filters: [{ name: 'PDF', extensions: ['pdf'] }] }
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}

/** Whether the system says that there is a network. `true` does not mean that Joom can be reached. */
export function isOnline(): boolean {
  return net.isOnline()
}
