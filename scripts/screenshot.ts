// Opens the app, waits until its window has come to rest, saves a picture of it, and quits. Playwright drives both programs alike.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { chooseProgram } from './find-electron.mjs'
import { main, Problem } from './problem.mjs'
import { root } from './project.mjs'

/** Lines that Node's inspector leaves on stderr. */
const inspector = /listening on ws|For help, see|Debugger (attached|ending)|Waiting for the debugger/

async function open(args: readonly string[]): Promise<ElectronApplication> {
  const program = chooseProgram({ headless: args.includes('--headless') })
  const options = { args: [root, ...args], cwd: root, colorScheme: null, timeout: 60_000 }
  const electron = await _electron.launch(program.kind === 'electron' ? options : { ...options, executablePath: program.path }).catch((error: unknown) => {
    if (!String(error).includes('exitCode=0')) throw error
    throw new Problem('The app ended before it showed a window. It may be open already: then name another folder with --user-data-dir=DIR.')
  })
  electron.process().stderr?.on('data', (text: Buffer) => { if (!inspector.test(text.toString())) process.stderr.write(text) })
  return electron
}

/** Fonts are there, and nothing has changed for half a second; a page that never rests is taken after ten. */
async function rest(page: Page): Promise<void> {
  await page.waitForURL(/^(file|app|https?):/) // a window is there before its page is
  await page.waitForLoadState()
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise<void>((done) => {
      let quiet = setTimeout(done, 500)
      new MutationObserver(() => {
        clearTimeout(quiet)
        quiet = setTimeout(done, 500)
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      setTimeout(done, 10_000)
    })
  })
}

await main(async () => {
  const [file, ...args] = process.argv.slice(2)
  if (file === undefined) throw new Problem('Name the file for the picture.')
  const electron = await open(args)
  try {
    const page = await electron.firstWindow()
    await rest(page)
    mkdirSync(dirname(file), { recursive: true })
    await page.screenshot({ path: file })
    console.log(`Saved ${file}`)
    return 0
  } finally {
    await electron.close()
  }
})
