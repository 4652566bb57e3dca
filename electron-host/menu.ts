import { app } from './app.ts'
import type { BrowserWindow } from './browser-window.ts'
import { NotCovered } from './host.ts'
import { openWindows } from './registry.ts'

type Item = Electron.MenuItemConstructorOptions
type Role = NonNullable<Item['role']>

/** What the roles do that a browser's window does not do by itself; editing, zooming and reloading it does. */
const roles: Partial<Record<Role, { readonly accelerator: string; readonly act: (window: BrowserWindow) => void }>> = {
  quit: { accelerator: 'CmdOrCtrl+Q', act: () => { app.quit() } },
  close: { accelerator: 'CmdOrCtrl+W', act: (window) => { window.close() } },
  minimize: { accelerator: 'CmdOrCtrl+M', act: (window) => { window.minimize() } },
  togglefullscreen: { accelerator: 'F11', act: (window) => { window.setFullScreen(!window.isFullScreen()) } }
}

const command = process.platform === 'darwin' ? 'meta' : 'ctrl'
const keys: Readonly<Record<string, string>> = { cmdorctrl: command, commandorcontrol: command, control: 'ctrl', cmd: 'meta', command: 'meta', option: 'alt', plus: '+', esc: 'escape', return: 'enter', space: ' ', up: 'arrowup', down: 'arrowdown', left: 'arrowleft', right: 'arrowright' }
const modifiers = ['ctrl', 'alt', 'shift', 'meta']

/** `CmdOrCtrl+Shift+N` as the page reports it: `ctrl+shift+n`. */
export function shortcut(accelerator: string): string {
  const parts = accelerator.toLowerCase().split('+').map((part) => keys[part] ?? part)
  return [...modifiers.filter((part) => parts.includes(part)), ...parts.filter((part) => !modifiers.includes(part))].join('+')
}

/** There is no menu bar in a browser's window without a frame. The menu's keys work. */
export class Menu {
  static #application: Menu | null = null
  readonly items: readonly Item[]

  constructor(items: readonly Item[] = []) { this.items = items }

  static buildFromTemplate(items: readonly Item[]): Menu { return new Menu(items) }
  static getApplicationMenu(): Menu | null { return Menu.#application }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
    for (const window of openWindows()) window.webContents.accelerators()
  }
  getMenuItemById(id: string): Item | null { return this.all().find((item) => item.id === id) ?? null }
  popup(): void { throw new NotCovered('Menu.popup') }

  /** The keys that the pages are to report. */
  static accelerators(): string[] { return [...actions(Menu.#application).keys()] }
  static press(pressed: string, window: BrowserWindow): void { actions(Menu.#application).get(pressed)?.(window) }

  all(): Item[] {
    const below = (item: Item): Item[] => (item.submenu instanceof Menu ? item.submenu.all() : Array.isArray(item.submenu) ? new Menu(item.submenu).all() : [])
    return this.items.flatMap((item) => [item, ...below(item)])
  }
}

function actions(menu: Menu | null): Map<string, (window: BrowserWindow) => void> {
  const found = new Map<string, (window: BrowserWindow) => void>()
  for (const item of menu?.all() ?? []) {
    const role = item.role && roles[item.role]
    const accelerator = item.accelerator ?? role?.accelerator
    const click = item.click as unknown as ((item: Item, window: BrowserWindow, event: object) => void) | undefined // the stand-in's own window takes Electron's place
    if (!accelerator || item.enabled === false || !(click ?? role)) continue
    found.set(shortcut(accelerator), (window) => {
      if (click) click(item, window, { triggeredByAccelerator: true })
      else role?.act(window)
    })
  }
  return found
}
