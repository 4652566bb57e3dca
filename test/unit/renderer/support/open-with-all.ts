import type { FakeMain } from './fake-main.ts'
import { openWindow, type OpenWindow } from './open-window.ts'

/** The window, with every order of the list chosen and a key pressed that asks for something to be done with them: `F9` for the print preview, `F10` for their shipments. */
export async function openWithAll(main: FakeMain, key: 'F9' | 'F10'): Promise<OpenWindow> {
  const window = await openWindow(main, '/orders')
  window.find('[data-index="0"]').focus()
  await window.press('a', { ctrlKey: true })
  await window.wait(300)
  await window.press(key)
  await window.wait(300)
  return window
}
