import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { jobStateOf } from '../../../electron/printing/cups-jobs.ts'
import { ippServer, jobAttributes, parseIpp } from '../../../electron/printing/ipp.ts'

/** An answer of a print server: status 0, then attributes as tag, name and value. */
function answer(status: number, ...attributes: readonly (readonly [tag: number, name: string, value: Buffer | string])[]): Buffer {
  const sized = (value: Buffer | string): Buffer => {
    const bytes = Buffer.from(value as string) // of a buffer it makes a copy
    const size = Buffer.alloc(2)
    size.writeUInt16BE(bytes.length)
    return Buffer.concat([size, bytes])
  }
  return Buffer.concat([Buffer.from([1, 1, status >> 8, status & 0xff, 0, 0, 0, 1, 2]), ...attributes.map(([tag, name, value]) => Buffer.concat([Buffer.from([tag]), sized(name), sized(value)])), Buffer.from([3])])
}
const number = (n: number): Buffer => { const four = Buffer.alloc(4); four.writeInt32BE(n); return four }

describe('what a print server says of a job', () => {
  it('is read as numbers and texts, several of one name together', () => {
    expect(parseIpp(answer(0, [0x23, 'job-state', number(5)], [0x44, 'job-state-reasons', 'job-printing'], [0x44, '', 'job-data-insufficient'], [0x13, 'none', ''])))
      .toEqual({ status: 0, attributes: { 'job-state': [5], 'job-state-reasons': ['job-printing', 'job-data-insufficient'] } })
  })

  it('is read whatever the server calls it', () => {
    const { attributes } = parseIpp(answer(0, [0x44, '__proto__', 'a'], [0x44, 'constructor', 'b'], [0x23, 'job-state', number(9)]))
    expect(Object.entries(attributes)).toEqual([['__proto__', ['a']], ['constructor', ['b']], ['job-state', [9]]])
  })

  it('is not listened to for ever', async () => {
    const server = createServer((request, response) => {
      request.resume()
      response.writeHead(200).on('error', () => undefined)
      const more = (): void => { while (!response.destroyed && response.write(Buffer.alloc(65_536))); }
      response.on('drain', more)
      more()
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const { port } = server.address() as { port: number } // a listening TCP server has a port
    await expect(jobAttributes({ host: '127.0.0.1', port }, 1, 'me', 3000)).rejects.toThrow('does not come to an end')
    server.closeAllConnections()
    server.close()
  })

  it.each([[3, 'queued'], [4, 'held'], [5, 'printing'], [6, 'stopped'], [7, 'cancelled'], [8, 'aborted'], [9, 'done'], [77, 'untold']] as const)('state %i is %s', (state, word) => {
    expect(jobStateOf({ 'job-state': [state] }, null)).toEqual({ state: word, reason: null })
  })

  it('is a reason in words that a person can do something about', () => {
    expect(jobStateOf({ 'job-state': [5], 'job-printer-state-reasons': ['media-empty-error', 'unheard-of'], 'job-printer-state-message': ['x'] }, null)).toEqual({ state: 'printing', reason: 'out of paper' })
    expect(jobStateOf({ 'job-state': [5], 'job-printer-state-message': ['Sending data to printer.'] }, null).reason).toBe('Sending data to printer.')
    expect(jobStateOf({ 'job-state': [3] }, 'paper jam')).toEqual({ state: 'stopped', reason: 'paper jam' })
    expect(jobStateOf({ 'job-state': [9], 'job-printer-state-message': ['Ready'] }, 'paper jam')).toEqual({ state: 'done', reason: null })
    expect(jobStateOf(null, null)).toEqual({ state: 'untold', reason: null })
  })

  it('is asked for where `lpstat -H` says', () => {
    expect([ippServer('/run/cups/cups.sock\n'), ippServer('print.example:6310'), ippServer('localhost'), ippServer('')]).toEqual([{ socketPath: '/run/cups/cups.sock' }, { host: 'print.example', port: 6310 }, { host: 'localhost', port: 631 }, { host: 'localhost', port: 631 }])
  })

  it('is nothing for a job that it has forgotten, and an error where it cannot be asked', async () => {
    let status = 0x0406
    const server = createServer((_request, response) => { response.writeHead(status === 0 ? 500 : 200).end(answer(status)) })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const address = server.address()
    const at = { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 }
    expect(await jobAttributes(at, 7, 'me', 5000)).toBeNull()
    status = 0x0500
    await expect(jobAttributes(at, 7, 'me', 5000)).rejects.toThrow('500')
    status = 0
    await expect(jobAttributes(at, 7, 'me', 5000)).rejects.toThrow('500')
    await new Promise((resolve) => { server.close(resolve) })
    await expect(jobAttributes(at, 7, 'me', 5000)).rejects.toThrow()
  })
})
