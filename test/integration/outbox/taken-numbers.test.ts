import { describe, expect, it } from 'vitest'
import { item, packingRoom, settledAs } from '../../support/packing-room.ts'

describe('a tracking number that another order has', () => {
  it('is refused with that order named, whoever gave it and however it is written there', async () => {
    const room = await packingRoom()
    const [theirs, mine] = room.toShip
    room.rehearsal.elsewhere({ order: theirs!.joomId, act: 'ship', trackingNumber: 'rb123456785cn' })
    await room.sync.refresh(null)
    const given = await room.outbox().fulfil([item(mine!.id, 'RB 123 456 785 CN')])
    expect(given).toMatchObject({ commandIds: [], problems: [{ orderId: mine!.id, code: 'tracking_same_elsewhere', field: 'trackingNumber', other: { orderId: theirs!.id, joomId: theirs!.joomId, recipient: theirs!.recipient } }] })
  })

  it('stays its own after it was corrected to another one', async () => {
    const room = await packingRoom()
    const [first, second] = room.toShip
    await room.newWorker().start()
    const { commandIds: [shipped] } = await room.outbox().fulfil([item(first!.id, 'OLD1')])
    await settledAs(room.storage, shipped!, 'done')
    const { commandIds: [corrected] } = await room.outbox().modifyTracking([{ orderId: first!.id, provider: 'China Post', trackingNumber: 'NEW1' }])
    await settledAs(room.storage, corrected!, 'done')
    for (const number of ['OLD1', 'NEW1']) expect((await room.outbox().fulfil([item(second!.id, number)])).problems).toMatchObject([{ code: 'tracking_same_elsewhere', other: { joomId: first!.joomId } }])
  })

  it('is given to one of two that are confirmed at the same moment', async () => {
    const room = await packingRoom()
    const [first, second] = room.toShip
    const outbox = room.outbox()
    const answers = await Promise.all([outbox.fulfil([item(first!.id, 'RACE1')]), outbox.fulfil([item(second!.id, 'race 1')])])
    expect(answers[0].commandIds).toHaveLength(1)
    expect(answers[1]).toMatchObject({ commandIds: [], problems: [{ code: 'tracking_same_elsewhere', other: { joomId: first!.joomId } }] })
  })

  it('stays its own where it may have been sent, and a person has let stand what Joom has by now; what never left is free again', async () => {
    const room = await packingRoom()
    const [sent, stopped, other] = room.toShip
    const outbox = room.outbox()
    const { commandIds: [lost, kept] } = await outbox.fulfil([item(sent!.id, 'SENT1'), item(stopped!.id, 'KEPT1')])
    const { commands } = room.storage()
    const trouble = { code: 'shipped_otherwise', message: null, joomCode: null, requestId: null }
    const conflict = { state: 'conflict', trouble, observed: null } as const
    await commands.promote(Date.now())
    const sending = await commands.begin(lost!, 'send', Date.now())
    await commands.end(lost!, sending!.attempt, { outcome: 'unknown', detail: null, requestId: null }, { state: 'unknown', nextAt: Date.now(), trouble }, Date.now())
    const reading = await commands.begin(lost!, 'read', Date.now())
    await commands.end(lost!, reading!.attempt, { outcome: 'ok', detail: null, requestId: null }, conflict, Date.now())
    await commands.hold(kept!, conflict, Date.now())
    for (const id of [lost!, kept!]) await outbox.resolve(id, 'keep_joom')
    expect((await outbox.fulfil([item(other!.id, 'SENT1')])).problems).toMatchObject([{ code: 'tracking_same_elsewhere', other: { joomId: sent!.joomId } }])
    expect((await outbox.fulfil([item(other!.id, 'KEPT1')])).problems).toEqual([])
  })
})

describe('the number of a refused command', () => {
  /** One that Joom refused, whose order stands as it was, and one of another order that may want its number. */
  async function refusedOne() {
    const room = await packingRoom()
    const [first, second] = room.toShip
    const outbox = room.outbox()
    const { commandIds: [id] } = await outbox.fulfil([item(first!.id, 'TWICE1')])
    const { commands } = room.storage()
    await commands.promote(Date.now())
    const { attempt } = (await commands.begin(id!, 'send', Date.now()))!
    await commands.end(id!, attempt, { outcome: 'refused', detail: 'Order has been shipped already', requestId: 'r' }, { state: 'refused', trouble: { code: 'refused', message: 'Order has been shipped already', joomCode: '1002', requestId: 'r' } }, Date.now())
    return { room, outbox, id: id!, first: first!, second: second! }
  }
  const sharedWith = (joomId: string) => [{ code: 'tracking_same_elsewhere', other: { joomId } }]

  it('is given to nobody else while that stands there: it may have been applied, and this be the answer to its second delivery', async () => {
    const { outbox, first, second, id } = await refusedOne()
    expect((await outbox.fulfil([item(second.id, 'TWICE1')])).problems).toMatchObject(sharedWith(first.joomId))
    // Its own order may get it again, with what was wrong corrected.
    const { commandIds, problems } = await outbox.correct(id, { note: 'mended' })
    expect([commandIds.length, problems]).toEqual([1, []])
  })

  it('is free once a person has given it up', async () => {
    const { outbox, second, id } = await refusedOne()
    await outbox.giveUp(id)
    expect((await outbox.fulfil([item(second.id, 'TWICE1')])).problems).toEqual([])
  })

  it('is free for another order once its own is corrected to another one, also in one go', async () => {
    const { room, outbox, first, second, id } = await refusedOne()
    const { commandIds: [other] } = await outbox.fulfil([item(second.id, 'WRONG1')])
    const { commands } = room.storage()
    await commands.promote(Date.now())
    const { attempt } = (await commands.begin(other!, 'send', Date.now()))!
    await commands.end(other!, attempt, { outcome: 'refused', detail: 'no', requestId: 'r' }, { state: 'refused', trouble: { code: 'refused', message: 'no', joomCode: '1000', requestId: 'r' } }, Date.now())
    expect(await outbox.correctAll([{ id: other!, trackingNumber: 'TWICE1' }])).toMatchObject({ commandIds: [], problems: [{ id: other, problems: sharedWith(first.joomId) }] })
    expect(await outbox.correctAll([{ id, trackingNumber: 'RIGHT1' }, { id: other!, trackingNumber: 'TWICE1' }])).toMatchObject({ problems: [], moved: [] })
  })

  it('is free where it was kept back before it left', async () => {
    const room = await packingRoom()
    const [mine, theirs, other] = room.toShip
    const outbox = room.outbox()
    const { commandIds: [id] } = await outbox.fulfil([item(mine!.id, 'KEPT1')])
    room.rehearsal.elsewhere({ order: theirs!.joomId, act: 'ship', trackingNumber: 'KEPT1' })
    await room.sync.refresh(null)
    const { commands } = room.storage()
    await commands.promote(Date.now())
    expect(await commands.begin(id!, 'send', Date.now())).toBeNull()
    expect((await commands.uses(['KEPT1'])).map(({ joomId }) => joomId)).toEqual([theirs!.joomId])
    expect((await outbox.fulfil([item(other!.id, 'KEPT1')])).problems).toMatchObject(sharedWith(theirs!.joomId))
  })
})
