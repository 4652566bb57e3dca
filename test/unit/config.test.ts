import { expect, it } from 'vitest'
import { isOpenToOthers, readConfig } from '../../electron/config.ts'

const paceOf = (args: readonly string[], packaged: boolean): number => readConfig(args, {}, packaged).outboxPace

it('the outbox hurries only where a test says so, and never in an installed Packbench', () => {
  expect(paceOf(['--outbox-pace=20'], false)).toBe(20)
  expect(paceOf([], false)).toBe(1)
  expect(paceOf(['--outbox-pace=20'], true)).toBe(1)
  for (const wrong of ['0', '0.5', '-3', '1e9', 'fast', '']) expect(paceOf([`--outbox-pace=${wrong}`], false), wrong).toBe(1)
})

it('an installed Packbench does not run where another program could drive its window', () => {
  const started = (switches: readonly string[], packaged: boolean): boolean => isOpenToOthers((name) => switches.includes(name), packaged)
  for (const name of ['remote-debugging-port', 'remote-debugging-pipe', 'disable-web-security']) expect([name, started([name], true), started([name], false)]).toEqual([name, true, false])
  expect(started(['user-data-dir', 'no-sandbox', 'lang', 'force-device-scale-factor'], true)).toBe(false)
})
