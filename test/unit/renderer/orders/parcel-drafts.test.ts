import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderId } from '../../../../electron/domain/ids.ts'
import { draftProblems, fillDown, pastedNumbers, sharers, type ParcelDraft } from '../../../../renderer/components/orders/parcel-drafts.ts'
import { orderRow } from '../support/fake-main.ts'

const draft = (id: number, trackingNumber: string, provider = 'DHL'): ParcelDraft => ({ orderId: id as OrderId, provider, trackingNumber })
const rowsOf = (...rows: ReturnType<typeof orderRow>[]) => new Map(rows.map((row) => [row.id, row]))

describe('pastedNumbers', () => {
  it.each([
    ['AA1', ['AA1']], ['AA1\nBB2', ['AA1', 'BB2']], ['AA1\r\nBB2\r\n', ['AA1', 'BB2']], ['AA1\rBB2', ['AA1', 'BB2']], ['AA1\n\nCC3\n', ['AA1', '', 'CC3']], ['AA1\tBuyer\n BB2 \tBuyer', ['AA1', 'BB2']], ['', ['']], ['\n\n', ['']]
  ])('cuts %j', (text, numbers) => { expect(pastedNumbers(text)).toEqual(numbers) })

  it('cuts a column of sixty thousand blank lines too', () => { expect(pastedNumbers(`${'\n'.repeat(60_000)}AA1\n`)).toHaveLength(60_001) })
})

describe('fillDown', () => {
  it('puts each number beside its order and tells how many found none, whatever is pasted where', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 4 }), { minLength: 1, maxLength: 12 }), fc.array(fc.string({ maxLength: 4 }), { maxLength: 20 }), fc.nat(11), (before, numbers, at) => {
      const from = at % before.length
      const { drafts, tooMany } = fillDown(before.map((number, i) => draft(i, number)), from, numbers)
      drafts.forEach((filled, i) => {
        const pasted = i < from ? undefined : numbers[i - from]
        expect(filled.trackingNumber).toBe(pasted === undefined || pasted === '' ? before[i] : pasted)
      })
      expect(tooMany).toBe(numbers.filter((number, i) => number !== '' && from + i >= before.length).length)
    }))
  })
})

describe('draftProblems', () => {
  const codes = (drafts: readonly ParcelDraft[], rows = rowsOf(orderRow(1), orderRow(2))) => draftProblems(drafts, rows).map(({ orderId, code }) => `${String(orderId)} ${code}`)

  it('names what Joom would refuse', () => {
    expect(codes([draft(1, ''), draft(2, '9.40E+21')])).toEqual(['1 tracking_empty', '2 tracking_spreadsheet'])
    expect(codes([draft(1, 'ab-1'), draft(2, 'X'.repeat(51))])).toEqual(['1 tracking_characters', '2 tracking_length'])
    expect(codes([draft(1, 'A1', 'BelPost'), draft(2, 'B1')])).toEqual(['1 provider_unknown'])
  })

  it('blocks one number for two recipients however it is typed, and allows it for one', () => {
    expect(codes([draft(1, 'ab 1'), draft(2, 'AB1 ')])).toEqual(['1 tracking_same_elsewhere', '2 tracking_same_elsewhere'])
    const joined = rowsOf(orderRow(1, { recipientKey: 'k' }), orderRow(2, { recipientKey: 'k' }))
    expect(codes([draft(1, 'AB1'), draft(2, 'AB1')], joined)).toEqual([])
  })

  it('never takes two orders without an address, or of two stores, for one parcel', () => {
    expect(codes([draft(1, 'AB1'), draft(2, 'AB1')], rowsOf(orderRow(1, { recipientKey: '' }), orderRow(2, { recipientKey: '' })))).toHaveLength(2)
    expect(codes([draft(1, 'AB1'), draft(2, 'AB1')], rowsOf(orderRow(1, { recipientKey: 'k' }), orderRow(2, { recipientKey: 'k', connectionId: 2 as never })))).toHaveLength(2)
  })
})

it('tells which orders share a parcel', () => {
  const rows = rowsOf(orderRow(1, { recipientKey: 'k' }), orderRow(2, { recipientKey: 'k' }), orderRow(3))
  const drafts = [draft(1, 'A1'), draft(2, ' a1'), draft(3, 'A1')]
  expect(sharers(drafts[0]!, drafts, rows).map(({ id }) => id)).toEqual([2])
  expect(sharers(draft(1, ''), [draft(1, ''), draft(2, '')], rows)).toEqual([])
})
