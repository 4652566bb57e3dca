import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, vi } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import App from '../../../../renderer/App.vue'
import { createCatalogue } from '../../../../renderer/i18n.ts'
import { createScreens } from '../../../../renderer/router.ts'
import { useAppStore } from '../../../../renderer/stores/app.ts'
import { useConnections } from '../../../../renderer/stores/connections.ts'
import { useSettings } from '../../../../renderer/stores/settings.ts'
import { noon, type FakeMain } from './fake-main.ts'

/** A window as a person has it: the whole frame, one screen open, the keyboard wired. */
export interface OpenWindow {
  readonly wrapper: VueWrapper
  readonly text: () => string
  /** The element that the selector finds. @throws where there is none */
  readonly find: (selector: string) => HTMLElement
  readonly all: (selector: string) => HTMLElement[]
  /** The button or tab with these words. */
  readonly button: (words: string | RegExp) => HTMLButtonElement
  readonly press: (key: string, part?: KeyboardEventInit) => Promise<void>
  readonly click: (element: HTMLElement, part?: MouseEventInit) => Promise<void>
  readonly type: (field: HTMLElement, text: string) => Promise<void>
  /** Lets everything settle, and time pass. */
  readonly wait: (ms?: number) => Promise<void>
}

const open: VueWrapper[] = []

/** Call once in a test file: time stands still at `noon`, and elements have a size so that the lists draw their rows. */
export function useWindow(): void {
  // A whole window is mounted for each test; a busy machine takes its time.
  vi.setConfig({ testTimeout: 30_000 })
  beforeEach(() => {
    vi.useFakeTimers({ now: noon })
    // The window never rests: what is fetched ahead then is not of these tests.
    vi.stubGlobal('requestIdleCallback', () => 0)
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(900)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  })
  afterEach(() => {
    for (const window of open.splice(0)) window.unmount()
    document.body.replaceChildren()
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
}

export async function openWindow(main: FakeMain, path: string): Promise<OpenWindow> {
  Object.defineProperty(window, 'bridge', { value: main.bridge, configurable: true })
  const pinia = createPinia()
  setActivePinia(pinia)
  await Promise.all([useSettings().load(), useConnections().load(), useAppStore().load()])
  const router = createScreens(() => Promise.resolve('orders'), createMemoryHistory())
  await router.push(path)
  const host = document.createElement('div')
  document.body.append(host)
  const wrapper = mount(App, { global: { plugins: [pinia, createCatalogue(), router] }, attachTo: host })
  open.push(wrapper)
  const wait = async (ms = 0): Promise<void> => {
    await vi.dynamicImportSettled()
    await flushPromises()
    await vi.advanceTimersByTimeAsync(ms)
    await flushPromises()
  }
  await wait(10)
  await wait(10)
  const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)]
  const find = (selector: string): HTMLElement => {
    const element = document.querySelector<HTMLElement>(selector)
    if (element === null) throw new Error(`Nothing on the screen is ${selector}`)
    return element
  }
  return {
    wrapper, all, find, wait,
    text: () => document.body.textContent,
    button(words) {
      const found = [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => {
        const said = (one.getAttribute('aria-label') ?? one.textContent).replace(/\s+/g, ' ').trim()
        return typeof words === 'string' ? said.startsWith(words) : words.test(said)
      })
      if (found === undefined) throw new Error(`No button says ${String(words)}`)
      return found
    },
    async press(key, part = {}) {
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...part }))
      await wait(60)
    },
    async click(element, part = {}) {
      element.focus()
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...part }))
      await wait(10)
    },
    async type(field, text) {
      if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) throw new Error('Not a field')
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await wait()
    }
  }
}
