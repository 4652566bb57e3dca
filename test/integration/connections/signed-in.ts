import type { ConnectionId } from '../../../electron/domain/ids.ts'
import { startDesk, type Desk } from './desk.ts'
import { startFakeJoom, type FakeJoom } from './fake-joom.ts'

export const day = 86_400_000
export const shipment = { provider: 'China Post', trackingNumber: 'RR123456789CN', shippingTime: '7-14', note: null }
export const secretKey = 'secret-key-0123456789-abcdef'

/** A store that is signed in at a Joom that does as it is told. */
export async function signedIn(more: Parameters<typeof startDesk>[0] = {}): Promise<{ desk: Desk; joom: FakeJoom; id: ConnectionId }> {
  const joom = await startFakeJoom()
  const desk = await startDesk(more)
  const { id } = await desk.connections.add(desk.form({ environment: 'custom', address: joom.address, clientId: 'client-1', secretKey }))
  desk.browser.choice = (address) => fetch(`${desk.connections.redirectAddress()}?code=good-code-1&state=${new URL(address).searchParams.get('state') ?? ''}`)
  await desk.connections.authorize(id)
  return { desk, joom, id }
}
export const statusOf = async (desk: Desk, id: ConnectionId) => (await desk.connections.list()).find((its) => its.id === id)?.status
