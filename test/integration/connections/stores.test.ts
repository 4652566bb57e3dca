import { describe, expect, it } from 'vitest'
import { received } from '../../support/orders.ts'
import { openStorage } from '../../../electron/storage/storage.ts'
import { forgedPng, jpegOf, pngOf } from '../../fixtures/logos.ts'
import { tempFolder } from '../../support/temp.ts'
import { join } from 'node:path'
import { startDesk, troubleOf } from './desk.ts'

const real = { environment: 'custom', address: 'https://a.example', secretKey: 's' } as const

describe('any number of stores', () => {
  it('each get a colour of their own, and may be given another; what is left out of a change stays', async () => {
    const desk = await startDesk()
    const first = await desk.connections.add(desk.form({ ...real, name: 'Nordlicht' }))
    const second = await desk.connections.add(desk.form({ ...real, name: 'Kısmet', storeId: 'kismet', returnAddress: 'Şişli 1\nİstanbul' }))
    expect(second.color).not.toBe(first.color)
    const chosen = await desk.connections.change({ ...desk.form({ ...real, name: 'Kısmet', storeId: 'kismet' }), id: second.id, color: 'rose' })
    expect([chosen.color, chosen.returnAddress]).toEqual(['rose', 'Şişli 1\nİstanbul'])
    expect((await desk.connections.change({ ...desk.form({ ...real, name: 'Kısmet', storeId: 'kismet' }), id: second.id, returnAddress: '' })).returnAddress).toBe('')
    expect((await desk.connections.list()).map(({ name, color }) => [name, color])).toEqual([['Nordlicht', first.color], ['Kısmet', 'rose']])
  })

  it('stay real or a rehearsal once they have orders', async () => {
    const file = join(tempFolder(), 'orders.db')
    const storage = openStorage(file, { now: Date.now, random: Math.random })
    const desk = await startDesk({ wrapStore: () => storage.connections })
    try {
      const store = await desk.connections.add(desk.form({ name: 'Was a rehearsal' }))
      const asReal = { ...desk.form({ ...real, name: 'Was a rehearsal' }), id: store.id }
      expect((await desk.connections.change(asReal)).environment).toBe('custom')
      await desk.connections.change({ ...desk.form({ name: 'Was a rehearsal' }), id: store.id })
      await storage.orders.take(store.id, [received('A')], [], 1)
      expect(await troubleOf(desk.connections.change(asReal))).toMatchObject({ code: 'connection_world' })
      expect((await desk.connections.list())[0]).toMatchObject({ environment: 'rehearsal', secretSavedAt: expect.any(Number) as number })
      // Within its world it may move.
      expect((await desk.connections.change({ ...desk.form({ name: 'Renamed' }), id: store.id })).name).toBe('Renamed')
    } finally {
      await desk.connections.stop()
      await storage.close()
    }
  })
})

describe('a logo', () => {
  it('is kept from a PNG or a JPEG, has another name when it is another one, and goes', async () => {
    const desk = await startDesk()
    const { id } = await desk.connections.add(desk.form({ ...real }))
    const png = await desk.connections.setLogo(id, pngOf(320, 120))
    expect(png.logo).toMatch(/^[0-9a-f]{32}$/)
    const other = await desk.connections.setLogo(id, jpegOf(320, 120))
    expect(other.logo).not.toBe(png.logo)
    expect((await desk.connections.setLogo(id, pngOf(320, 120))).logo).toBe(png.logo)
    expect((await desk.connections.setLogo(id, null)).logo).toBeNull()
  })

  it.each([
    ['logo_not_an_image', Buffer.from('<svg/>')], ['logo_unreadable', pngOf(50, 50).subarray(0, 60)], ['logo_too_many_pixels', forgedPng({ width: 60_000, height: 9 }, Uint8Array.of(0))], ['logo_too_large', new Uint8Array(3_000_000)]
  ])('that is none is refused (%s), and the one that is kept stays', async (code, file) => {
    const desk = await startDesk()
    const { id } = await desk.connections.add(desk.form({ ...real }))
    const { logo } = await desk.connections.setLogo(id, pngOf(90, 90))
    expect(await troubleOf(desk.connections.setLogo(id, file))).toMatchObject({ code })
    expect((await desk.connections.list())[0]?.logo).toBe(logo)
  })
})
