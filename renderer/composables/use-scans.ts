import { onScopeDispose } from 'vue'
import { isCharacter, isField, namePress } from './key-press.ts'
import { burstGap } from './scan-burst.ts'

/** What a scanner typed at once. */
export interface Scan {
  readonly text: string
  readonly ends: 'enter' | 'tab' | 'nothing'
  /** Milliseconds for a character, the slowest one. */
  readonly gap: number
}

/** Characters that stand further apart are not of one scan: even a slow scanner is faster. In milliseconds. */
const apart = 200
/** Fewer characters are a hand on the keyboard. */
const fewest = 4
/** Keys that a scanner holds down for its characters, and those that write nothing yet. */
const silent = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Dead', 'Process', 'Unidentified'])

/**
 * Hears what a scanner types anywhere in the window, except into a field. Its Enter or Tab does nothing else, and no other key
 * does anything before the scan was heard: a person who presses it means what he scanned, which is not on the screen yet. What
 * is typed by hand holds a key back for `apart` at most. A key that writes nothing by itself (a dead key) is not heard, and is
 * missing in the text.
 */
export function useScans(heard: (scan: Scan) => void): void {
  let [text, last, gap] = ['', -Infinity, 0]
  let waiting: ReturnType<typeof setTimeout> | undefined
  const finish = (ends: Scan['ends']): void => {
    clearTimeout(waiting)
    const scan = { text, ends, gap: Math.round(gap) }
    text = ''
    gap = 0
    if ([...scan.text].length >= fewest) heard(scan)
  }
  const listen = (event: KeyboardEvent): void => {
    const list = event.target instanceof HTMLSelectElement
    if (event.isComposing || (isField(event.target) && !list)) return
    const soon = event.timeStamp - last <= apart
    const isScan = [...text].length >= fewest
    // A busy window tells of the key before it tells that the time is over.
    if (!soon && isScan) finish('nothing')
    if ((event.key === 'Enter' || event.key === 'Tab') && soon && isScan) {
      event.preventDefault()
      event.stopPropagation()
      finish(event.key === 'Enter' ? 'enter' : 'tab')
      return
    }
    // The third level of a keyboard (AltGr) says Ctrl and Alt too.
    const typed = event.getModifierState('AltGraph') ? event.key : isCharacter(namePress(event)) ? event.key : ''
    if ([...typed].length !== 1) {
      if (!silent.has(event.key) && text !== '' && soon && (isScan || event.timeStamp - last <= burstGap)) {
        event.preventDefault()
        event.stopPropagation()
      }
      return
    }
    // In a list of choices the first letters would choose another.
    if (list) event.preventDefault()
    if (soon && text !== '') gap = Math.max(gap, event.timeStamp - last)
    else [text, gap] = ['', 0]
    text += typed
    last = event.timeStamp
    clearTimeout(waiting)
    waiting = setTimeout(() => { finish('nothing') }, apart)
  }
  window.addEventListener('keydown', listen, true)
  onScopeDispose(() => {
    clearTimeout(waiting)
    window.removeEventListener('keydown', listen, true)
  })
}
