import { resolve } from 'node:path'

/** What the program was started with, read once. */
export interface Config {
  /** `--user-data-dir=DIR`: where data lives instead of the system's usual place. */
  readonly dataFolder: string | null
  /** The development server, only while developing. */
  readonly devAddress: string | null
  /** `--outbox-pace=N`: the outbox waits an Nth of its usual times, so that a test of many crashes is quick. An installed Packbench takes its time: 1. */
  readonly outboxPace: number
}

/** Chromium's switches with which another program sees and does all that the window can, or that take its walls away. Those of Node the fuses of an installed Packbench refuse. */
const opening = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'remote-allow-origins', 'renderer-cmd-prefix', 'disable-web-security', 'load-extension', 'js-flags'] as const

/**
 * Whether the program was started open to others: an installed Packbench does not run so, since only it may have the system's key
 * store open what it sealed, and confirm and refund.
 */
export function isOpenToOthers(hasSwitch: (name: string) => boolean, packaged: boolean): boolean {
  return packaged && opening.some(hasSwitch)
}

/** @param packaged whether this is an installed Packbench: it never loads a page from a server, and never hurries */
export function readConfig(args: readonly string[], environment: Readonly<Record<string, string | undefined>>, packaged: boolean): Config {
  const given = (name: string): string | undefined => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  const folder = given('user-data-dir')
  const devAddress = packaged ? undefined : environment['ELECTRON_RENDERER_URL']
  const pace = packaged ? NaN : Number(given('outbox-pace'))
  return Object.freeze({ dataFolder: folder === undefined || folder === '' ? null : resolve(folder), devAddress: devAddress === undefined ? null : new URL(devAddress).href, outboxPace: pace >= 1 && pace <= 100 ? pace : 1 })
}
