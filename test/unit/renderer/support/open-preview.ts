import type { FakeMain } from './fake-main.ts'
import { openWindow, type OpenWindow } from './open-window.ts'

/** The window, with every order of the list chosen and the print preview asked for. */
export async function openPreview(main: FakeMain): Promise<OpenWindow> {
  const window = await openWindow(main, '/orders')
  window.find('[data-index="0"]').focus()
  await window.press('a', { ctrlKey: true })
  await window.wait(300)
  await window.press('F9')
  await window.wait(300)
  return window
}
