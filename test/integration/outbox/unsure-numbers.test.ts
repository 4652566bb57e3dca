import { expect, it } from 'vitest'
import { pickCodeOf } from '../../../electron/domain/pick-code.ts'
import { item, packingRoom } from '../../support/packing-room.ts'

const unsure = (number: string) => ({ code: 'tracking_unsure', params: { number } })

it('a number that is nearly always a mistake is written only with what a person has accepted of it', async () => {
  const room = await packingRoom()
  const [a, b, c] = room.toShip
  const outbox = room.outbox()
  await expect(outbox.fulfil([item(a!.id, 'GOOD1'), item(b!.id, ' rb123456786cn')])).rejects.toMatchObject(unsure('RB123456786CN'))
  await expect(outbox.fulfil([item(a!.id, 'RB123456786CN', { accepted: ['slip_code'] })])).rejects.toMatchObject(unsure('RB123456786CN'))
  await expect(outbox.fulfil([item(a!.id, pickCodeOf(1), { accepted: ['check_digit'] })])).rejects.toMatchObject(unsure(pickCodeOf(1)))
  expect((await room.storage().outboxList.summary(Date.now(), 0)).all).toBe(0)
  const { commandIds } = await outbox.fulfil([item(a!.id, 'RB123456786CN', { accepted: ['check_digit'] }), item(b!.id, pickCodeOf(1), { accepted: ['slip_code'] }), item(c!.id, 'RB123456785CN')])
  expect(commandIds).toHaveLength(3)
})

it('the same for a shipped order, and for what is given again: there only another number than was sent has to be accepted', async () => {
  const room = await packingRoom()
  const outbox = room.outbox()
  const shipped = (await room.storage().orderList.rows({ view: 'all', urgency: null, mark: null, connectionId: null, search: '' }, 0, 100, Date.now())).find(({ state }) => state === 'SHIPPED')
  await expect(outbox.modifyTracking([{ orderId: shipped!.id, provider: 'China Post', trackingNumber: 'RB123456786CN' }])).rejects.toMatchObject(unsure('RB123456786CN'))
  const { commandIds: [one, two] } = await outbox.fulfil([item(room.toShip[0]!.id, 'RB123456786CN', { accepted: ['check_digit'] }), item(room.toShip[1]!.id, 'GOOD2')])
  const { commands } = room.storage()
  await commands.promote(Date.now())
  for (const id of [one!, two!]) {
    const begun = await commands.begin(id, 'send', Date.now())
    await commands.end(id, begun!.attempt, { outcome: 'refused', detail: 'no', requestId: null }, { state: 'refused', trouble: { code: 'refused', message: 'no', joomCode: '1000', requestId: null } }, Date.now())
  }
  await expect(outbox.correct(two!, { trackingNumber: 'RB123456787CN' })).rejects.toMatchObject(unsure('RB123456787CN'))
  // Nothing of a batch is given where one number of it stands in question.
  await expect(outbox.correctAll([{ id: one! }, { id: two!, trackingNumber: 'RB123456787CN' }])).rejects.toMatchObject(unsure('RB123456787CN'))
  expect((await commands.find(one!))?.state).toBe('refused')
  expect((await outbox.correctAll([{ id: one! }, { id: two!, trackingNumber: 'RB123456787CN', accepted: ['check_digit'] }])).commandIds).toHaveLength(2)
})

it('a number that is not as the merchant has written it down for its provider, too: under another provider it is another question', async () => {
  const room = await packingRoom({ numberMasks: [{ provider: 'China Post', masks: ['LP##############'] }, { provider: 'Ruston', masks: ['RU########'] }] })
  const [a, b, c] = room.toShip
  const outbox = room.outbox()
  const { commands } = room.storage()
  await expect(outbox.fulfil([item(a!.id, 'LP00123456789012'), item(b!.id, 'RB123456785CN')])).rejects.toMatchObject(unsure('RB123456785CN'))
  await expect(outbox.fulfil([item(b!.id, 'RB123456785CN', { accepted: ['check_digit', 'slip_code'] })])).rejects.toMatchObject(unsure('RB123456785CN'))
  expect((await room.storage().outboxList.summary(Date.now(), 0)).all).toBe(0)
  const { commandIds: [fits, told] } = await outbox.fulfil([item(a!.id, 'LP00123456789012'), item(b!.id, 'RB123456785CN', { accepted: ['not_in_pattern'] }), item(c!.id, 'ANY1', { provider: 'Sunyou Post' })])
  await commands.promote(Date.now())
  for (const id of [fits!, told!]) {
    const begun = await commands.begin(id, 'send', Date.now())
    await commands.end(id, begun!.attempt, { outcome: 'refused', detail: 'no', requestId: null }, { state: 'refused', trouble: { code: 'refused', message: 'no', joomCode: '1000', requestId: null } }, Date.now())
  }
  await expect(outbox.correct(fits!, { provider: 'Ruston' })).rejects.toMatchObject(unsure('LP00123456789012'))
  expect((await outbox.correct(fits!, { provider: 'Ruston', accepted: ['not_in_pattern'] })).commandIds).toHaveLength(1)
  // Given again as it was, it was accepted then.
  expect((await outbox.correct(told!, { note: 'again' })).commandIds).toHaveLength(1)
})
