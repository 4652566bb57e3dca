import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import type { EventName, Events } from '../contract/events.ts'
import { answer, type Answering } from './answer.ts'
import type { Handlers } from './handlers.ts'

/** Whether a message comes from the application's own page in its top frame, and from nothing that was loaded into it. */
function isOwnPage(frame: Pick<Electron.WebFrameMain, 'url' | 'parent'> | null, home: string): boolean {
  return frame !== null && frame.parent === null && (frame.url === home || frame.url.startsWith(`${home}#`) || frame.url.startsWith(`${home}?`))
}

/**
 * Opens the door to the window.
 * @param home the address of the application's own page
 * @returns how to tell the window of something, and how to close the door
 */
export function listen(options: { readonly handlers: Handlers; readonly home: string; readonly window: () => BrowserWindow | null } & Answering): {
  readonly tell: <N extends EventName>(name: N, payload: Events[N]) => void
  readonly stop: () => void
} {
  const { handlers, home, window } = options
  ipcMain.handle('packbench:invoke', (event: IpcMainInvokeEvent, route: unknown, input: unknown) => {
    if (!isOwnPage(event.senderFrame, home)) return { ok: false, error: { code: 'bad_input', detail: 'Not a page of Packbench' } }
    return answer(handlers, route, input, options)
  })
  return {
    tell: (name, payload) => {
      const contents = window()?.webContents
      if (contents && !contents.isDestroyed()) contents.send('packbench:event', name, payload)
    },
    stop: () => { ipcMain.removeHandler('packbench:invoke') }
  }
}
