import { resolve } from 'node:path'

/** What the program was started with, read once. */
export interface Config {
  /** `--user-data-dir=DIR`: where data lives instead of the system's usual place. */
  readonly dataFolder: string | null
  /** The development server, only while developing. */
  readonly devAddress: string | null
}

/** @param packaged whether this is an installed Packbench: it never loads a page from a server */
export function readConfig(args: readonly string[], environment: Readonly<Record<string, string | undefined>>, packaged: boolean): Config {
  const folder = args.find((arg) => arg.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length)
  const devAddress = packaged ? undefined : environment['ELECTRON_RENDERER_URL']
  return Object.freeze({ dataFolder: folder === undefined || folder === '' ? null : resolve(folder), devAddress: devAddress === undefined ? null : new URL(devAddress).href })
}
