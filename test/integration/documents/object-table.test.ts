import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { makeSlips } from '../../../electron/documents/make-slips.ts'
import { addresses } from '../../fixtures/addresses.ts'
import { slipFor, slipsInput } from '../../fixtures/slips.ts'
import { pdfObjects } from './pdf-objects.ts'

/** Where a document's table says that its objects are, read by the rules of the format: cross-reference streams, PNG's predictors. */
function tableOf(pdf: Buffer): { readonly kind: number; readonly first: number; readonly second: number }[] {
  const text = pdf.toString('latin1')
  const at = Number(/startxref\n(\d+)\n%%EOF\n$/u.exec(text)?.[1])
  const head = text.slice(at, text.indexOf('stream\n', at))
  const number = (name: string): number => Number(new RegExp(`/${name} (\\d+)`, 'u').exec(head)?.[1])
  const from = at + head.length + 7
  const data = inflateSync(pdf.subarray(from, from + number('Length')))
  const columns = head.includes('/Predictor') ? number('Columns') : data.length
  const plain = head.includes('/Predictor') ? Buffer.alloc((data.length / (columns + 1)) * columns) : data
  for (let row = 0; head.includes('/Predictor') && row < plain.length / columns; row++) {
    expect(data[row * (columns + 1)]).toBe(2)
    for (let i = 0; i < columns; i++) plain[row * columns + i] = (data[row * (columns + 1) + 1 + i] ?? 0) + (row === 0 ? 0 : (plain[(row - 1) * columns + i] ?? 0))
  }
  const [, one = 0, two = 0, three = 0] = (/\/W ?\[(\d+) (\d+) (\d+)\]/u.exec(head) ?? []).map(Number)
  const width = one + two + three
  expect(plain.length).toBe(number('Size') * width)
  return Array.from({ length: number('Size') }, (_, id) => ({ kind: plain.readUIntBE(id * width, one), first: plain.readUIntBE(id * width + one, two), second: plain.readUIntBE(id * width + one + two, three) }))
}

describe('the table of a document’s objects', () => {
  it.each([1, 2, 40, 41, 60, 230])('leads to each of them, in a document of %s pages', async (count) => {
    const pdf = Buffer.from((await makeSlips(slipsInput(Array.from({ length: count }, (_, i) => slipFor(addresses[i % 12] ?? addresses[0]!, i, count))))).pdf)
    const table = tableOf(pdf)
    const text = pdf.toString('latin1')
    /** The numbers of the objects that lie in a stream of objects. */
    const packed = (stream: number): number[] => {
      const at = table[stream]?.first ?? 0
      const head = text.slice(at, text.indexOf('stream\n', at))
      const numbers = inflateSync(pdf.subarray(at + head.length + 7)).toString('latin1', 0, Number(/\/First (\d+)/u.exec(head)?.[1]))
      return numbers.trim().split(' ').map(Number).filter((_, i) => i % 2 === 0)
    }
    table.forEach(({ kind, first, second }, id) => {
      if (kind === 1) expect(text.slice(first, first + String(id).length + 7)).toBe(`${String(id)} 0 obj\n`)
      if (kind === 2) expect(packed(first)[second]).toBe(id)
    })
    for (const id of pdfObjects(pdf).objects.keys()) expect(table[id]?.kind, String(id)).toBeGreaterThan(0)
  })
})
