import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'

// The window's only door. What passes is checked in the main process: the sender, the route, the input.
contextBridge.exposeInMainWorld('bridge', {
  invoke: (route: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('packbench:invoke', route, input),
  on: (event: string, listener: (payload: unknown) => void): (() => void) => {
    const heard = (_: IpcRendererEvent, name: string, payload: unknown): void => { if (name === event) listener(payload) }
    ipcRenderer.on('packbench:event', heard)
    return () => { ipcRenderer.off('packbench:event', heard) }
  }
})
