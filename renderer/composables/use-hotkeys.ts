import { computed, inject, onScopeDispose, provide, shallowReactive, watch, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import { isCharacter, isField, isPressed, namePress } from './key-press.ts'
import { ScanBurst } from './scan-burst.ts'

export interface Hotkey {
  /** Such as `F9`, `Ctrl+A`, `/`, `Z`, `Escape`; `null` for an action that only the palette offers. */
  readonly keys: string | null
  /** A verb with its object, for the palette and the keys sheet. */
  readonly label: string
  readonly run: () => void
  readonly disabled?: boolean
  /** Acts even while a field has the focus; function keys and Ctrl combinations that mean nothing to a field always do. */
  readonly inFields?: boolean
  /** `false`: shown on the keys sheet only, such as moving about in a grid. */
  readonly inPalette?: boolean
}
interface Scope {
  readonly title: () => string
  readonly hotkeys: () => readonly Hotkey[]
  readonly layer: symbol
}

const base = Symbol('window')
const layerKey: InjectionKey<symbol> = Symbol('hotkey layer')
const scopes = shallowReactive<Scope[]>([])
const layers = shallowReactive<symbol[]>([base])

/**
 * Registers keys for as long as the component lives. Where two want the same key the one registered last gets it. While a
 * dialog is open only keys registered inside it act.
 * @param title what they belong to, such as the screen's name
 */
export function useHotkeys(title: () => string, hotkeys: () => readonly Hotkey[]): void {
  const scope: Scope = { title, hotkeys, layer: inject(layerKey, base) }
  scopes.push(scope)
  onScopeDispose(() => { scopes.splice(scopes.indexOf(scope), 1) })
}

/** Makes the component's inside a layer of its own, on top of all others while it is open. */
export function useHotkeyLayer(open: Ref<boolean>): void {
  const layer = Symbol('dialog')
  provide(layerKey, layer)
  const leave = (): void => {
    const at = layers.indexOf(layer)
    if (at >= 0) layers.splice(at, 1)
  }
  watch(open, (isOpen) => {
    leave()
    if (isOpen) layers.push(layer)
  }, { immediate: true, flush: 'sync' })
  onScopeDispose(leave)
}

/** Whether a dialog lies over the screen: what is scanned beside its fields is not for the screen. */
export const isCovered = (): boolean => layers.length > 1

export interface HotkeyGroup {
  readonly title: string
  readonly hotkeys: readonly Hotkey[]
}

/** The window's own keys (without those of dialogs), grouped by what they belong to; the screen's come before the frame's. */
export function useHotkeyGroups(): ComputedRef<readonly HotkeyGroup[]> {
  return computed(() => {
    const groups = new Map<string, Hotkey[]>()
    for (const scope of scopes.toReversed()) {
      if (scope.layer !== base) continue
      const title = scope.title()
      groups.set(title, [...(groups.get(title) ?? []), ...scope.hotkeys()])
    }
    return [...groups].map(([title, hotkeys]) => ({ title, hotkeys })).filter(({ hotkeys }) => hotkeys.length > 0)
  })
}

/** Keys with which a field edits its text. */
const editing = /^Ctrl\+(Shift\+)?([ACVXYZ]|Arrow\w+|Home|End|Backspace|Delete)$/
const forFields = /^(F\d+|((Ctrl|Alt|Shift)\+)+F\d+|(Ctrl|Alt)\+.+)$/

function mayAct(hotkey: Hotkey, press: string, target: EventTarget | null): boolean {
  if (hotkey.disabled === true) return false
  if (isField(target)) return hotkey.inFields === true || (forFields.test(press) && !editing.test(press))
  return !((press === 'Enter' || press === 'Space') && isPressed(target))
}

function find(press: string, target: EventTarget | null): Hotkey | undefined {
  const top = layers.at(-1)
  for (const scope of scopes.toReversed()) {
    if (scope.layer !== top) continue
    const hotkey = scope.hotkeys().find((one) => one.keys === press && mayAct(one, press, target))
    if (hotkey) return hotkey
  }
  return undefined
}

/** Listens to the keyboard for the whole window. Called once, by the frame. */
export function useHotkeyListener(): void {
  const burst = new ScanBurst()
  const before = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (isCharacter(namePress(event))) burst.character(event.timeStamp)
    // The Enter behind a scan would press whatever button has the focus.
    else if (event.key === 'Enter' && !isField(event.target) && burst.endsScan(event.timeStamp)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  const after = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const press = namePress(event)
    const hotkey = find(press, event.target)
    if (!hotkey) return
    if (isCharacter(press) && !isField(event.target)) {
      if (!event.repeat) burst.whenAlone(() => { hotkey.run() })
      return
    }
    event.preventDefault()
    if (!event.repeat) hotkey.run()
  }
  window.addEventListener('keydown', before, true)
  window.addEventListener('keydown', after)
  onScopeDispose(() => {
    burst.stop()
    window.removeEventListener('keydown', before, true)
    window.removeEventListener('keydown', after)
  })
}
