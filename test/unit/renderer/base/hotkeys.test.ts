import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { isCharacter, namePress } from '../../../../renderer/composables/key-press.ts'
import { burstGap, ScanBurst } from '../../../../renderer/composables/scan-burst.ts'
import { useHotkeyLayer, useHotkeyListener, useHotkeys, type Hotkey } from '../../../../renderer/composables/use-hotkeys.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const named: readonly (readonly [string, Partial<KeyboardEvent>])[] = [
  ['F9', { key: 'F9', code: 'F9' }], ['Ctrl+K', { key: 'k', code: 'KeyK', ctrlKey: true }], ['Ctrl+K', { key: 'k', code: 'KeyK', metaKey: true }], ['?', { key: '?', code: 'Slash', shiftKey: true }],
  ['Z', { key: 'z', code: 'KeyZ' }], ['Shift+Z', { key: 'Z', code: 'KeyZ', shiftKey: true }], ['Space', { key: ' ', code: 'Space' }], ['Shift+F10', { key: 'F10', code: 'F10', shiftKey: true }],
  // A Russian layout writes л on the key of K and я on that of Z.
  ['Ctrl+K', { key: 'л', code: 'KeyK', ctrlKey: true }], ['Z', { key: 'я', code: 'KeyZ' }]
]
it.each(named)('names a press %s', (name, event) => {
  expect(namePress({ ...plain, ...event } as KeyboardEvent)).toBe(name)
})

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

describe('a scan', () => {
  it('never does what a single letter would do, whatever stands in it; a lone letter always does', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: burstGap * 3 }), { minLength: 1, maxLength: 30 })
    fc.assert(fc.property(gaps, (between) => {
      const burst = new ScanBurst()
      const done: number[] = []
      const times = [0]
      for (const gap of between) times.push((times.at(-1) ?? 0) + gap)
      let clock = 0
      times.forEach((at, index) => {
        vi.advanceTimersByTime(at - clock)
        clock = at
        burst.character(at)
        burst.whenAlone(() => { done.push(index) })
      })
      vi.advanceTimersByTime(burstGap + 1)
      const alone = times.map((_, index) => index).filter((index) => {
        const before = between[index - 1] ?? Infinity
        const after = between[index] ?? Infinity
        return before > burstGap && after > burstGap
      })
      // At the very edge of the gap both are right: nobody can tell.
      const edge = (index: number): boolean => between[index - 1] === burstGap || between[index] === burstGap
      expect(done.filter((index) => !edge(index))).toEqual(alone.filter((index) => !edge(index)))
    }))
  })
})

const component = (setup: () => () => unknown) => defineComponent({ setup })

function typing(hotkeys: readonly Hotkey[], more: () => unknown = () => []) {
  const wrapper = mount(component(() => {
    useHotkeyListener()
    useHotkeys(() => 'Test', () => hotkeys)
    return more
  }), { attachTo: document.body })
  const press = (target: Element, init: KeyboardEventInit): KeyboardEvent => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
    target.dispatchEvent(event)
    return event
  }
  return { wrapper, press, settle: () => { vi.advanceTimersByTime(burstGap + 1) } }
}

describe('a hotkey', () => {
  it('of a single letter acts outside fields only; a function key acts everywhere; what edits text stays the field’s', () => {
    const letter = vi.fn()
    const fKey = vi.fn()
    const all = vi.fn()
    const { press, settle } = typing([{ keys: 'Z', label: 'undo', run: letter }, { keys: 'F9', label: 'print', run: fKey }, { keys: 'Ctrl+A', label: 'all', run: all }], () => h('div', [h('input'), h('textarea'), h('p', { tabindex: 0 })]))
    for (const field of document.querySelectorAll('input, textarea')) {
      press(field, { key: 'z', code: 'KeyZ' })
      settle()
      press(field, { key: 'a', code: 'KeyA', ctrlKey: true })
      press(field, { key: 'F9' })
    }
    expect(letter).not.toHaveBeenCalled()
    expect(all).not.toHaveBeenCalled()
    expect(fKey).toHaveBeenCalledTimes(2)
    const text = document.querySelector('p') as Element
    press(text, { key: 'z', code: 'KeyZ' })
    settle()
    press(text, { key: 'a', code: 'KeyA', ctrlKey: true })
    expect(letter).toHaveBeenCalledTimes(1)
    expect(all).toHaveBeenCalledTimes(1)
  })

  it('is not struck by a scanner, whose Enter presses no button either', () => {
    const letter = vi.fn()
    const { press, settle } = typing([{ keys: 'Z', label: 'undo', run: letter }], () => h('button'))
    const button = document.querySelector('button') as Element
    for (const key of 'RZ12Z') press(button, { key, code: `Key${key}` })
    const enter = press(button, { key: 'Enter' })
    settle()
    expect(letter).not.toHaveBeenCalled()
    expect(enter.defaultPrevented).toBe(true)
    vi.advanceTimersByTime(1000)
    expect(press(button, { key: 'Enter' }).defaultPrevented).toBe(false)
  })

  it('that is held down acts once', () => {
    const run = vi.fn()
    const { press } = typing([{ keys: 'F9', label: 'print', run }])
    press(document.body, { key: 'F9' })
    press(document.body, { key: 'F9', repeat: true })
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('does nothing while it is disabled, nor once its component has gone', () => {
    const run = vi.fn()
    const off = typing([{ keys: 'F9', label: 'print', run, disabled: true }])
    off.press(document.body, { key: 'F9' })
    off.wrapper.unmount()
    const gone = typing([{ keys: 'F9', label: 'print', run }])
    gone.wrapper.unmount()
    gone.press(document.body, { key: 'F9' })
    expect(run).not.toHaveBeenCalled()
  })

  it('of the screen rests while a dialog is open; the dialog’s own act', () => {
    const screen = vi.fn()
    const inside = vi.fn()
    const open = ref(false)
    const Inside = component(() => {
      useHotkeys(() => 'Dialog', () => [{ keys: 'F9', label: 'inside', run: inside }])
      return () => []
    })
    const Dialog = component(() => {
      useHotkeyLayer(open)
      return () => (open.value ? h(Inside) : [])
    })
    const { press } = typing([{ keys: 'F9', label: 'print', run: screen }, { keys: 'F8', label: 'away', run: screen }], () => h(Dialog))
    open.value = true
    return Promise.resolve().then(() => {
      press(document.body, { key: 'F8' })
      press(document.body, { key: 'F9' })
      expect(screen).not.toHaveBeenCalled()
      expect(inside).toHaveBeenCalledTimes(1)
      open.value = false
    }).then(() => {
      press(document.body, { key: 'F9' })
      expect(screen).toHaveBeenCalledTimes(1)
    })
  })
})

it('a character is one key without Ctrl or Alt', () => {
  expect(['A', 'Shift+A', '/', '?', 'ß'].every(isCharacter)).toBe(true)
  expect(['F1', 'Ctrl+A', 'Enter', 'Space', 'Alt+1'].some(isCharacter)).toBe(false)
})
