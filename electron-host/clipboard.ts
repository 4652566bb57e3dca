import { openWindows, registry } from './registry.ts'

let copied = ''

/**
 * Writing goes through the focused page, so that it reaches the system's clipboard; reading gives what was last written
 * here: what other programs copied is not the app's to see without a permission, and those are all denied.
 */
export const clipboard = {
  readText: () => Promise.resolve(copied),
  writeText: async (text: string): Promise<void> => {
    copied = text
    const window = registry.focused ?? openWindows()[0]
    await window?.webContents.copy(text)
  },
  clear: () => { void clipboard.writeText('') }
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'>
