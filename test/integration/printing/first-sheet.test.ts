import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ordersOn } from '../../../electron/documents/slip.ts'
import type { PrintRun } from '../../../electron/contract/schemas.ts'
import type { Doubt } from '../../../electron/domain/doubt.ts'
import type { OrderId } from '../../../electron/domain/ids.ts'
import type { Reread } from '../../../electron/printing/reread.ts'
import { drawnOn } from '../../support/paper-counted.ts'
import { printRoom } from '../../support/print-room.ts'
import { allRead } from '../../support/run-needs.ts'

/** A room in which Joom answers when the test says so: `answers` has what is asked for, oldest first. */
function patientRoom(orders = 12) {
  const answers: { readonly ids: readonly OrderId[]; readonly answer: (reading?: Reread) => void }[] = []
  const room = printRoom({ orders, needs: { reread: (ids) => new Promise((resolve) => { answers.push({ ids, answer: (reading = allRead) => { resolve(reading) } }) }) } })
  const say = (sql: string): void => {
    const database = new DatabaseSync(join(room.folder, 'packbench.db'))
    database.exec(sql)
    database.close()
  }
  /** What the first sheets that were shown say: their places, whose they are, and their note. */
  const shown: string[] = []
  const prepare = (orders: readonly OrderId[], more: Partial<Parameters<ReturnType<typeof room.prints>['prepare']>[0]> = {}): Promise<PrintRun> => room.prints().prepare({ orderIds: orders, paper: '100x150', ...more }, {
    onFirst: (pdf) => { shown.push(...drawnOn(pdf).map((sheet) => `${ordersOn(sheet).map(({ position }) => position).join('+')} of ${String(sheet.of)}, run ${String(sheet.run)}${(sheet.copy ?? 1) > 1 ? `, copy ${String(sheet.copy)}` : ''}: ${sheet.recipientName ?? ''}${sheet.note === null ? '' : `, ${sheet.note}`}`)) }
  })
  const asked = (count: number) => expect.poll(() => answers.length, { interval: 5 }).toBe(count)
  /** Answers for everything that is asked for from now on. */
  const answerAll = async <T>(run: Promise<T>): Promise<T> => {
    const state = { ended: false }
    const over = run.finally(() => { state.ended = true })
    over.catch(() => undefined)
    for (let next = 0; !state.ended; await new Promise((resolve) => { setTimeout(resolve, 2) })) for (; next < answers.length; next++) answers[next]?.answer()
    return over
  }
  return { room, answers, say, shown, prepare, asked, answerAll }
}

describe('the first sheet of a run', () => {
  it('is shown as soon as its own order has been read again; nothing is made before all have', async () => {
    const { room, answers, shown, prepare, asked } = patientRoom()
    const run = prepare(room.ids(5))
    await asked(2)
    expect(answers.map(({ ids }) => ids)).toEqual([[0], [1, 2, 3, 4]])
    expect(shown).toEqual([])
    answers[0]?.answer()
    await expect.poll(() => shown, { interval: 5 }).toEqual(['1 of 5, run 1: Person 0'])
    expect([room.made.length, (await room.prints().list({ number: null, offset: 0, limit: 9 })).runs]).toEqual([0, []])
    answers[1]?.answer()
    expect(await run).toMatchObject({ id: 1, changed: [], claimed: [], sheets: { length: 5 } })
    expect(shown).toEqual(['1 of 5, run 1: Person 0'])
    expect(answers).toHaveLength(2)
  })

  it('is waited for by many others only as long as Joom does not keep it waiting', async () => {
    const { room, answers, shown, prepare, asked } = patientRoom(120)
    const run = prepare(room.ids(115))
    await asked(2)
    expect(answers.map(({ ids }) => ids.length)).toEqual([1, 114])
    answers[1]?.answer()
    answers[0]?.answer()
    expect(await run).toMatchObject({ changed: [], sheets: { length: 115 } })
    expect(shown).toEqual(['1 of 115, run 1: Person 0'])
  })

  it('is replaced where its order says something else by the time all have been read', async () => {
    const { room, answers, say, shown, prepare, asked } = patientRoom()
    const run = prepare(room.ids(5))
    await asked(2)
    answers[0]?.answer()
    await expect.poll(() => shown, { interval: 5 }).toHaveLength(1)
    say("UPDATE orders SET ship_note = 'Ring twice' WHERE id = 0")
    answers[1]?.answer()
    await run
    expect(shown).toEqual(['1 of 5, run 1: Person 0', '1 of 5, run 1: Person 0, Ring twice'])
    expect(room.made.at(-1)?.sheets[0]?.note).toBe('Ring twice')
  })

  it('is replaced where others turn out not to be printed', async () => {
    const { room, answers, shown, prepare, asked } = patientRoom()
    const run = prepare(room.ids(5))
    await asked(2)
    answers[0]?.answer()
    await expect.poll(() => shown, { interval: 5 }).toHaveLength(1)
    answers[1]?.answer({ ...allRead, doubts: new Map<OrderId, Doubt>([[room.ids(1, 3)[0]!, 'doubted']]) }) // one was asked for
    expect(await run).toMatchObject({ leftOut: [{ orderId: 3, reason: 'doubted' }] })
    expect(shown).toEqual(['1 of 5, run 1: Person 0', '1 of 4, run 1: Person 0'])
  })

  it('is not shown where its order changed since it was looked at, and no run is made', async () => {
    const { room, answers, say, shown, prepare, asked } = patientRoom()
    const run = prepare(room.ids(5))
    await asked(2)
    say("UPDATE orders SET to_street1 = 'Elsewhere 1' WHERE id = 0")
    for (const { answer } of answers) answer()
    expect(await run).toMatchObject({ sheets: [], changed: [{ orderId: 0 }] })
    expect(shown).toEqual([])
  })

  it('waits for what a person says of a run that has its order, and then says which copy it is', async () => {
    const { room, shown, prepare, answerAll } = patientRoom()
    const first = await answerAll(prepare(room.ids(2)))
    await answerAll(room.prints().print({ id: first.id, printer: 'Label', copies: 1 }))
    shown.length = 0
    expect(await answerAll(prepare(room.ids(5)))).toMatchObject({ sheets: [], claimed: { length: 2 } })
    expect(shown).toEqual([])
    await answerAll(prepare(room.ids(5), { claims: 'print' }))
    expect(shown).toEqual([expect.stringMatching(/^1 of 5, run \d+, copy 2: Person 0$/)])
    shown.length = 0
    await answerAll(prepare([...room.ids(1), ...room.ids(1, 7)], { claims: 'leave_out' }))
    expect(shown).toEqual([expect.stringMatching(/^1 of 1, run \d+: Person 7$/)])
  })

  it('has all orders of its buyer where they share a slip', async () => {
    const { room, answers, say, shown, prepare, asked } = patientRoom()
    say("UPDATE orders SET recipient_key = 'one', to_name = 'One Buyer' WHERE id IN (0, 2)")
    const run = prepare(room.ids(5), { together: true })
    await asked(2)
    expect(answers.map(({ ids }) => ids)).toEqual([[0, 2], [1, 3, 4]])
    answers[0]?.answer()
    await expect.poll(() => shown, { interval: 5 }).toEqual(['1+2 of 5, run 1: One Buyer'])
    answers[1]?.answer()
    await run
    expect(shown).toHaveLength(1)
  })
})
