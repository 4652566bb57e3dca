import { describe, expect, it } from 'vitest'
import { handRaw } from '../../../../electron/printing/windows/hand-raw.ts'
import { WindowsError, type RawJob } from '../../../../electron/printing/windows/spooler.ts'

const bytes = new Uint8Array(Buffer.from('^XA^FO10,10^XZ'))
const wanted = { queue: 'Zebra', title: 'Packbench 50', bytes }

/** A queue that takes so many bytes at once, and breaks after so many. */
function queue(atOnce: number, breaksAfter = Infinity) {
  const taken: Uint8Array[] = []
  const did: string[] = []
  const job: RawJob = {
    id: 7,
    write(part) {
      if (taken.length >= breaksAfter) throw new WindowsError('WritePrinter', 5, 'Access is denied.')
      taken.push(part.slice(0, atOnce))
      return Math.min(atOnce, part.length)
    },
    end: () => { did.push('end') }, abort: () => { did.push('abort') }, close: () => { did.push('close') }
  }
  return { startRaw: () => job, got: () => Buffer.concat(taken).toString(), did }
}

describe('bytes for a queue of Windows', () => {
  it('arrive whole and once, however few it takes at a time', () => {
    const one = queue(4)
    expect(handRaw(one, wanted)).toBe(7)
    expect([one.got(), one.did]).toEqual(['^XA^FO10,10^XZ', ['end', 'close']])
  })

  it('of which it took none are an error that says so; nothing is left in the queue', () => {
    const one = queue(4, 0)
    expect(() => handRaw(one, wanted)).toThrow(expect.objectContaining({ code: 'print_failed', params: { printer: 'Zebra' }, detail: 'WritePrinter: Access is denied. (5)' }))
    expect(one.did).toEqual(['abort', 'close'])
  })

  it('of which it took some may come out: that is no Trouble, which would promise that nothing did', () => {
    const one = queue(4, 2)
    expect(() => handRaw(one, wanted)).toThrow(expect.objectContaining({ name: 'Error', message: 'The queue of Zebra broke off' }))
    expect([one.got(), one.did]).toEqual(['^XA^FO10', ['abort', 'close']])
  })

  it('end with an error where the queue takes nothing more without saying why', () => {
    const one = queue(0)
    expect(() => handRaw(one, wanted)).toThrow(expect.objectContaining({ code: 'print_failed' }))
    expect(one.did).toEqual(['abort', 'close'])
  })

  it('for a printer that is gone, or without a print service, are told as that', () => {
    const refusing = (code: number) => ({ startRaw: () => { throw new WindowsError('OpenPrinterW', code, '') } })
    expect(() => handRaw(refusing(1801), wanted)).toThrow(expect.objectContaining({ code: 'printer_missing' }))
    expect(() => handRaw(refusing(1722), wanted)).toThrow(expect.objectContaining({ code: 'no_spooler', detail: 'OpenPrinterW: error (1722)' }))
  })
})
