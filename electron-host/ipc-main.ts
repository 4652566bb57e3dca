import { EventEmitter } from 'node:events'

/** The arguments are the app's own: it parses them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Electron's own signature, which handlers are written against
type Handler = (event: Electron.IpcMainInvokeEvent, ...args: any[]) => unknown

class IpcMain extends EventEmitter implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'> {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }
  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args: unknown[]) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }
  removeHandler(channel: string): void { this.#handlers.delete(channel) }

  handler(channel: string): Handler | undefined { return this.#handlers.get(channel) }
}

export const ipcMain = new IpcMain()
