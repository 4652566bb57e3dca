import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the part of the memory for what is short-lived as large as it is now. On a computer with much memory it would grow to
 * over 100 MB while orders are read, and stay so, for a gain that nobody notices.
 */
export function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
