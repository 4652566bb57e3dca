import { describe, expect, it } from 'vitest'
import { Menu, shortcut } from '../../../electron-host/menu.ts'

describe('the keys of a menu', () => {
  it.each([['Ctrl+N', 'ctrl+n'], ['Shift+Control+F5', 'ctrl+shift+f5'], ['Alt+Plus', 'alt++'], ['Esc', 'escape'], ['Ctrl+Up', 'ctrl+arrowup'], ['Ctrl+,', 'ctrl+,']])('%s is reported as %s', (accelerator, pressed) => {
    expect(shortcut(accelerator)).toBe(pressed)
  })

  it('are those of items that can be chosen, at any depth; the later wins', () => {
    const chosen: string[] = []
    const item = (id: string, accelerator: string, more: object = {}): Electron.MenuItemConstructorOptions => ({ id, accelerator, click: () => { chosen.push(id) }, ...more })
    Menu.setApplicationMenu(Menu.buildFromTemplate([{ submenu: [item('open', 'Ctrl+O'), { submenu: Menu.buildFromTemplate([item('deep', 'Ctrl+D')]) as unknown as Electron.Menu }] }, item('off', 'Ctrl+X', { enabled: false }), { label: 'no key' }, item('again', 'Ctrl+O')]))
    expect(Menu.accelerators()).toEqual(['ctrl+o', 'ctrl+d'])
    const window = {} as never // these items do not look at it
    for (const pressed of ['ctrl+o', 'ctrl+d', 'ctrl+x', 'ctrl+q']) Menu.press(pressed, window)
    expect(chosen).toEqual(['again', 'deep'])
    Menu.setApplicationMenu(null)
    expect(Menu.accelerators()).toEqual([])
  })
})
