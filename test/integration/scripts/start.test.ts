import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SmallProject } from './small-project.ts'

describe.skipIf(process.platform === 'win32')('npm start', () => {
  let project: SmallProject
  beforeEach(() => { project = new SmallProject() })
  afterEach(() => { project.remove() })
  const start = (env?: Record<string, string>, ...args: string[]) => project.node(['scripts/start.mjs', ...args], env)
  const opened = (): string => `app ${project.folder}`

  it('installs, downloads and builds the first time; the second time it only opens the app', async () => {
    const first = await start()
    expect(first.calls).toEqual(['npm ci --no-audit --no-fund', 'download', 'build', opened()])
    expect(first.code).toBe(0)
    const second = await start()
    expect(second.calls).toEqual([opened()])
    expect(second.output).toBe(
      `Packbench runs on the stand-in for Electron (Node 24 and ${join(project.folder, 'browser')}), because Electron's binary could not be downloaded (its site cannot be reached from here); headless, because there is no display.\n`.replace('; headless, because there is no display', process.platform === 'linux' ? '; headless, because there is no display' : '')
    )
  })

  it('builds again when sources changed, and only then', async () => {
    await start()
    project.write('electron/main.ts', 'two')
    expect((await start()).calls).toEqual(['build', opened()])
    project.write('README.md', 'not a source')
    expect((await start()).calls).toEqual([opened()])
  })

  it('installs again when the lock file changed', async () => {
    await start()
    project.write('package-lock.json', '{"packages":{"":{},"node_modules/electron":{"version":"9.9.10"}}}')
    expect((await start()).calls).toEqual(['npm ci --no-audit --no-fund', 'build', opened()])
  })

  it('leaves an installation alone that was made by hand and fits', async () => {
    await start()
    const lock = '{"packages":{"":{},"node_modules/electron":{"version":"9.9.9"},"node_modules/new":{"version":"1.0.0"}}}'
    project.write('package-lock.json', lock)
    project.write('node_modules/.package-lock.json', lock)
    expect((await start()).calls).toEqual(['build', opened()])
  })

  it('passes arguments on, and the exit code back', async () => {
    const { code, calls, output } = await start({ APP_CODE: '7' }, '--user-data-dir=/some where', '--headless')
    expect(calls.at(-1)).toBe(`${opened()} --user-data-dir=/some where --headless`)
    expect(code).toBe(7)
    expect(output).toContain('; headless, as asked.')
  })

  it('hands a wish to quit to the app, and waits for it', async () => {
    const { code, calls } = await project.node(['scripts/start.mjs'], { APP_WAITS: '1' }, async (signal) => {
      await expect.poll(() => project.calls(), { timeout: 20_000 }).toContain(opened())
      signal('SIGTERM')
      await expect.poll(() => project.calls().at(-1), { timeout: 20_000 }).toBe('app asked to quit')
    })
    expect(calls.at(-1)).toBe('app asked to quit')
    expect(code).toBe(0)
  })

  it('ends when npm is asked to, though that ends only the shell in between', async () => {
    await start()
    const { calls } = await project.run('sh', ['-c', `"${process.execPath}" scripts/start.mjs; true`], { APP_WAITS: '1', npm_lifecycle_event: 'start' }, async (signal) => {
      await expect.poll(() => project.calls().at(-1), { timeout: 20_000 }).toBe(opened())
      await expect.poll(() => project.calls().length).toBe(5)
      signal('SIGTERM')
      await expect.poll(() => project.calls().at(-1), { timeout: 20_000 }).toBe('app asked to quit')
    })
    expect(calls).toEqual([opened(), 'app asked to quit'])
  })

  it('runs nothing that could not be installed or built, and says what went wrong', async () => {
    const broken = await start({ NPM_FAILS: '1' })
    expect([broken.code, broken.calls]).toEqual([1, ['npm ci --no-audit --no-fund']])
    expect(broken.output).toContain('npm ci failed')
    const unbuilt = await start({ BUILD_FAILS: '1' })
    expect([unbuilt.code, unbuilt.calls]).toEqual([1, ['npm ci --no-audit --no-fund', 'download', 'build']])
    expect(unbuilt.output).toMatch(/Unexpected token[^]*The build failed/)
    expect((await start()).calls).toEqual(['build', opened()])
  })

  it('asks for the name of the picture', async () => {
    const { code, output, calls } = await start({}, '--screenshot')
    expect([code, calls]).toEqual([1, []])
    expect(output).toBe('Name the file for the picture: npm start -- --screenshot=window.png\n')
  })

  it('says what to do where there is neither Electron nor a browser', async () => {
    const { code, output } = await start({ CHROMIUM_PATH: '/not/there' })
    expect(code).toBe(1)
    expect(output).toContain('CHROMIUM_PATH names /not/there, which is not there.')
  })

  it('tries no download where PACKBENCH_HOST asks for the stand-in', async () => {
    const { calls, output } = await start({ PACKBENCH_HOST: 'chromium' })
    expect(calls).toEqual(['npm ci --no-audit --no-fund', 'build', opened()])
    expect(output).toContain('because PACKBENCH_HOST asks for it')
  })

  it('gives up a download in which nothing arrives, and remembers', async () => {
    await start()
    const call = "import { fetchElectron, whyNoElectron } from './scripts/electron-binary.mjs'; console.log(await fetchElectron({ again: true, patience: 400 }), whyNoElectron())"
    const { output } = await project.node(['--input-type=module', '-e', call], { DOWNLOAD_HANGS: '1' })
    expect(output).toContain('missing nothing arrived for 0.4 seconds')
    expect((await start()).calls).toEqual([opened()])
  })

  it('opens Electron itself where its binary is here and there is a display', async () => {
    await start()
    project.write('node_modules/electron/path.txt', 'electron')
    project.write('node_modules/electron/dist/electron', '#!/bin/sh\n[ -n "$ELECTRON_RUN_AS_NODE" ] || echo "electron $*" >> "$CALLS"\n')
    const { calls, output } = await project.node(['-e', "require('fs').chmodSync('node_modules/electron/dist/electron', 0o755)"]).then(() => start({ DISPLAY: ':0' }))
    expect(calls).toEqual([`electron ${project.folder}${process.platform === 'linux' && process.getuid?.() === 0 ? ' --no-sandbox' : ''}`])
    expect(output).toMatch(/^Packbench runs on Electron \(.*\)\.\n$/)
  })

  it('prints the path of the program for other commands', async () => {
    const { output } = await project.node(['scripts/electron-path.mjs'])
    expect(output).toBe(`${join(project.folder, 'electron-host', 'electron-host')}\n`)
    expect(existsSync(output.trim())).toBe(true)
  })
})
