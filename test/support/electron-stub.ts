// Stands for the module 'electron' in tests that run in plain Node. Only electron-store reaches it.
import { tmpdir } from 'node:os'

export const app = { getPath: (): string => tmpdir(), getVersion: (): string => '0.0.0', getName: (): string => 'Packbench' }
export const ipcMain = { on: (): void => undefined }
export const shell = { openPath: (): Promise<string> => Promise.resolve('') }
export default { app, ipcMain, shell }
