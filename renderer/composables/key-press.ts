/**
 * A key press in the words of a hotkey: `F9`, `Ctrl+K`, `Shift+Z`, `/`, `?`, `Escape`, `Space`, `ArrowUp`.
 * Ctrl stands for Command on a Mac. A letter is the Latin one that stands on the key where the layout writes another script. Shift is
 * named only where the character does not already tell of it.
 */
export function namePress(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = nameKey(event.key, event.code)
  const tellsShift = key.length === 1 && !/[A-Z]/.test(key)
  return [event.ctrlKey || event.metaKey ? 'Ctrl+' : '', event.altKey ? 'Alt+' : '', event.shiftKey && !tellsShift ? 'Shift+' : '', key].join('')
}

function nameKey(key: string, code: string): string {
  if (key === ' ') return 'Space'
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  return key.length === 1 && letter !== undefined && key.charCodeAt(0) > 127 ? letter : key
}

/** One character without Ctrl or Alt: what a scanner types too. */
export function isCharacter(press: string): boolean {
  return [...press.replace(/^Shift\+/, '')].length === 1
}

const textTypes = new Set(['text', 'search', 'password', 'email', 'number', 'url', 'tel', 'date', 'time', ''])

/** Whether typing goes into the element. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target instanceof HTMLInputElement) return textTypes.has(target.type)
  return target.closest('textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"], [role="searchbox"]') !== null
}

/** Whether Enter or Space already means something to the element. */
export function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], summary, input, [role^="menuitem"], [role="option"], [role="tab"]') !== null
}
