import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { tempFolder } from '../../support/temp.ts'
import { authority, cert, key } from '../../support/test-authority.ts'

const here = (path: string): string => pathToFileURL(join(import.meta.dirname, '../../..', path)).href

/** A program of its own, since what a process trusts is read once: it asks, trusts what the system trusts, and asks again. */
const program = (address: string): string => `
  import { exchange, usualTimeouts } from '${here('electron/joom/exchange.ts')}'
  import { trustSystemCertificates } from '${here('electron/platform/certificates.ts')}'
  const ask = async () => { const { kind, message } = await exchange({ method: 'POST', url: new URL('${address}'), headers: {}, form: new URLSearchParams({ a: '1' }), reuse: false, timeouts: usualTimeouts, maxBytes: 1000 }); return [kind, message] }
  console.log(JSON.stringify([await ask(), trustSystemCertificates() > 0, await ask()]))`

// macOS and Windows read their own key stores, which a test leaves alone.
it.skipIf(process.platform !== 'linux')('an authority that the system trusts is trusted, also one that no browser knows', async () => {
  const server = createServer({ key, cert }, (_request, response) => { response.end('{}') })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close() })
  const file = join(tempFolder(), 'system.pem')
  writeFileSync(file, authority)
  const address = `https://localhost:${String((server.address() as { port: number }).port)}/` // a listening TCP server has a port
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program(address)], { env: { ...process.env, SSL_CERT_FILE: file } })
  expect(stderr).toBe('')
  const [before, added, after] = JSON.parse(stdout) as [[string, string?], boolean, [string]] // what the program prints
  expect(before).toEqual(['not_sent', expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE')])
  expect(added).toBe(true)
  expect(after[0]).toBe('answer')
})
