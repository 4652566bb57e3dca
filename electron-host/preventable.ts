/** An event as Electron's listeners get it. */
export interface Preventable {
  defaultPrevented: boolean
  preventDefault(): void
}

/** @param extra what this kind of event carries besides */
export function preventable<T extends object>(extra?: T): Preventable & T {
  const event = {
    ...extra,
    defaultPrevented: false,
    preventDefault: () => { event.defaultPrevented = true }
  } as Preventable & T // spread of an optional object
  return event
}
