import { describe, expect, it } from 'vitest'
import { runCommand } from '../../../electron/printing/run-command.ts'

describe.skipIf(process.platform === 'win32')('a program of the system', () => {
  it('is told to speak English in every way that one of them heeds, whatever language the computer speaks', async () => {
    const said = await runCommand('sh', ['-c', 'echo "$LC_ALL|$LANG|$LANGUAGE|${SOFTWARE-unset}|$MORE"'], { MORE: 'its own' })
    expect(said).toEqual({ code: 0, out: 'C|C|C||its own\n', error: '' })
  })

  it('that is not there is no failure: it has no code', async () => {
    expect(await runCommand('no-such-program-at-all', [])).toMatchObject({ code: null })
  })

  it('gets its arguments as they are', async () => {
    expect((await runCommand('printf', ['%s\n', '$(id); `id` "打印机" \'x\''])).out).toBe('$(id); `id` "打印机" \'x\'\n')
  })
})
