import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useWarmPreview } from '../../../../renderer/views/warm-preview.ts'

const done: string[] = []
let sheets: () => Promise<void> = () => Promise.resolve()
let sample: string | null = null
vi.mock('../../../../renderer/components/prints/sheets.ts', () => ({ warmSheets: () => { done.push('sheets'); return sheets() }, drawUnseen: (pdf: string) => { done.push(`drawn ${pdf}`); return sheets() } }))
vi.mock('../../../../renderer/stores/templates.ts', () => ({ useTemplates: () => ({ sample: () => { done.push('made'); return Promise.resolve(sample) } }) }))
vi.mock('../../../../renderer/views/PrintPreviewView.vue', () => {
  done.push('preview')
  return {}
})

/** What waits for the window to be idle. */
const idle = new Map<number, () => void>()
const rejected: unknown[] = []
const note = (reason: unknown): void => { rejected.push(reason) }
let screen: VueWrapper | null = null
beforeEach(() => {
  vi.useFakeTimers()
  done.length = rejected.length = 0
  idle.clear()
  sheets = () => Promise.resolve()
  sample = 'a sheet'
  vi.stubGlobal('requestIdleCallback', (act: () => void) => { idle.set(idle.size + 1, act); return idle.size })
  vi.stubGlobal('cancelIdleCallback', (id: number) => { idle.delete(id) })
  process.on('unhandledRejection', note)
  screen = mount(defineComponent({ setup: () => { useWarmPreview(); return () => null } }), { attachTo: document.body })
})
afterEach(() => {
  screen?.unmount()
  process.off('unhandledRejection', note)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Time passes, and the window is idle again and again. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  for (const [id, act] of [...idle]) {
    idle.delete(id)
    act()
  }
  await vi.dynamicImportSettled()
}
const work = (event: Event): void => { document.body.dispatchEvent(event) }

it('what the print preview needs is fetched and started once the window rests, and once only', async () => {
  await pass(1000)
  expect(done).toEqual([])
  for (let i = 0; i < 10; i++) await pass(500)
  expect(done.toSorted()).toEqual(['preview', 'sheets'])
  done.length = 0
  for (let i = 0; i < 60; i++) await pass(500)
  expect(done).toEqual(['made', 'drawn a sheet'])
})

it('nothing is drawn where no sheet could be made', async () => {
  sample = null
  for (let i = 0; i < 60; i++) await pass(500)
  expect(done.at(-1)).toBe('made')
})

it.each([['a key', () => new KeyboardEvent('keydown', { key: 'a', bubbles: true })], ['a press', () => new Event('pointerdown', { bubbles: true })], ['the wheel', () => new Event('wheel', { bubbles: true })]] as const)('nothing of it happens while a person works: %s now and then', async (_name, event) => {
  for (let i = 0; i < 20; i++) {
    work(event())
    await pass(500)
  }
  expect(done).toEqual([])
  for (let i = 0; i < 10; i++) await pass(500)
  expect(done).toContain('sheets')
})

it('nothing of it happens while the window is busy, nor once another screen is there', async () => {
  await vi.advanceTimersByTimeAsync(20_000)
  expect([done, idle.size]).toEqual([[], 1])
  screen?.unmount()
  await pass(20_000)
  expect(done).toEqual([])
})

it('what goes wrong with it troubles nobody', async () => {
  sheets = () => Promise.reject(new Error('no worker'))
  for (let i = 0; i < 60; i++) await pass(500)
  vi.useRealTimers()
  await new Promise((resolve) => { setImmediate(resolve) })
  expect(done).toContain('sheets')
  expect(done).toContain('drawn a sheet')
  expect(rejected).toEqual([])
})
