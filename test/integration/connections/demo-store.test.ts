import { describe, expect, it } from 'vitest'
import { startDesk, troubleOf } from './desk.ts'

describe('the demo store', () => {
  it('is made, signed in and opened; the next time it is just opened', async () => {
    const desk = await startDesk()
    const first = await desk.connections.openDemo()
    expect(first).toMatchObject({ name: 'Demo store', environment: 'rehearsal', address: desk.rehearsal.address, storeId: desk.rehearsal.app.storeId, status: 'authorized' })
    expect(await desk.connections.openDemo()).toMatchObject({ id: first.id, status: 'authorized' })
    expect(desk.browser.opened).toHaveLength(1)
    expect(await desk.connections.list()).toHaveLength(1)
  })

  it('is made once, however often it is asked for', async () => {
    const desk = await startDesk()
    const views = await Promise.all([desk.connections.openDemo(), desk.connections.openDemo(), desk.connections.openDemo()])
    expect(new Set(views.map(({ id }) => id)).size).toBe(1)
    expect(await desk.connections.list()).toHaveLength(1)
  })

  it('is signed in to anew where the rehearsal is another one', async () => {
    const other = (await startDesk()).rehearsal
    let running = other
    const desk = await startDesk({ rehearsal: () => Promise.resolve({ address: running.address, app: running.app }) })
    const { id } = await desk.connections.openDemo()
    running = desk.rehearsal
    expect(await desk.connections.openDemo()).toMatchObject({ id, status: 'authorized', address: running.address, clientId: running.app.clientId, storeId: running.app.storeId })
    expect(desk.browser.opened).toHaveLength(2)
  })

  it('is refused by the person, and opened at the next try', async () => {
    const desk = await startDesk()
    desk.browser.choice = 'refuse'
    expect(await troubleOf(desk.connections.openDemo())).toMatchObject({ code: 'signin_refused' })
    desk.browser.choice = 'grant'
    expect(await desk.connections.openDemo()).toMatchObject({ status: 'authorized' })
    expect(await desk.connections.list()).toHaveLength(1)
  })
})
