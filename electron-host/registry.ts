import type { BrowserWindow } from './browser-window.ts'

/** The windows that are open, by id; and the one that has the focus. Apart from the classes, so that every part may look without a circle of imports. */
export const registry = { windows: new Map<number, BrowserWindow>(), focused: undefined as BrowserWindow | undefined, lastId: 0 }
export const openWindows = (): BrowserWindow[] => [...registry.windows.values()]
