// Opens the app, waits until its window has come to rest, saves a picture of it, and quits. Playwright drives both programs alike.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { _electron } from 'playwright-core'
import { chooseProgram } from './find-electron.mjs'
import { root } from './project.mjs'

const [file, ...args] = process.argv.slice(2)
if (file === undefined) throw new Error('Name the file for the picture.')
const program = chooseProgram({ headless: args.includes('--headless') })
const electron = await _electron.launch({ ...(program.kind === 'electron' ? {} : { executablePath: program.path }), args: [root, ...args], cwd: root, colorScheme: null, timeout: 60_000 })
electron.process().stderr?.on('data', (text: Buffer) => {
  if (!/listening on ws|For help, see|Debugger (attached|ending)|Waiting for the debugger/.test(text.toString())) process.stderr.write(text)
})
try {
  const page = await electron.firstWindow()
  await page.waitForURL(/^(file|app|https?):/) // a window is there before its page is
  await page.waitForLoadState()
  // At rest: fonts are there, and nothing has changed for half a second; a page that never rests is taken after ten.
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise<void>((rest) => {
      let quiet = setTimeout(rest, 500)
      new MutationObserver(() => {
        clearTimeout(quiet)
        quiet = setTimeout(rest, 500)
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      setTimeout(rest, 10_000)
    })
  })
  mkdirSync(dirname(file), { recursive: true })
  await page.screenshot({ path: file })
  console.log(`Saved ${file}`)
} finally {
  await electron.close()
}
