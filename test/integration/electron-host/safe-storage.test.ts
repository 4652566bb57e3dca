import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FeatureApp, openFeatureApp } from './feature-app.ts'

let app: FeatureApp
beforeAll(async () => { app = await openFeatureApp() })
afterAll(async () => { await app.close() })

describe('safeStorage', () => {
  it('gives back what it was given, and shows nothing of it', async () => {
    const [back, clear, same] = await app.electron.evaluate(async ({ safeStorage }) => {
      const secret = await safeStorage.encryptStringAsync('Schlüssel 😀')
      const again = await safeStorage.encryptStringAsync('Schlüssel 😀')
      return [(await safeStorage.decryptStringAsync(secret)).result, secret.includes('Schl'), secret.equals(again)]
    })
    expect([back, clear, same]).toEqual(['Schlüssel 😀', false, false])
  })

  it('refuses what was changed, at whatever place', async () => {
    const outcomes = await app.electron.evaluate(async ({ safeStorage }) => {
      const secret = await safeStorage.encryptStringAsync('a secret')
      const tries = [...secret.keys()].map(async (at) => {
        const changed = Buffer.from(secret)
        changed[at] = (changed[at] ?? 0) ^ 1
        return safeStorage.decryptStringAsync(changed).then(() => `byte ${String(at)} passed`, () => 'refused')
      })
      const cut = await safeStorage.decryptStringAsync(secret.subarray(0, 10)).then(() => 'a stump passed', () => 'refused')
      return [...new Set([...(await Promise.all(tries)), cut])]
    })
    expect(outcomes).toEqual(['refused'])
  })

  it('keeps its key where only its owner reads, and says that this is no keyring', async () => {
    expect(statSync(join(app.userData, 'electron-host', 'safe-storage.key')).mode & 0o777).toBe(0o600)
    expect(await app.electron.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend())).toBe('basic_text')
  })
})
