import { app, dialog, powerMonitor, protocol, type BrowserWindow } from 'electron'
import { isOpenToOthers, readConfig } from './config.ts'
import { compose, type Packbench } from './compose.ts'
import { hour } from './domain/deadline.ts'
import { compileSooner } from './platform/compile-sooner.ts'
import { keepMemorySmall } from './platform/memory.ts'
import { isDamage } from './storage/open-database.ts'
import { startTroubleText } from './window/start-trouble.ts'
import { appFiles } from './window/app-files.ts'
import { openMainWindow, shutOut } from './window/main-window.ts'

compileSooner()
keepMemorySmall()
const config = readConfig(process.argv, process.env, app.isPackaged)
if (config.dataFolder !== null) app.setPath('userData', config.dataFolder)
app.enableSandbox()
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])

/** How long the end of the program waits for answers of Joom. What is still open then is unknown, and read back at the next start. */
const patience = 5000

let window: BrowserWindow | null = null
/** Before that, a window would have nothing to show; what was begun shows one as soon as it can. */
let mayShow = false
let packbench: Packbench | null = null

function show(): void {
  if (!mayShow) return
  if (window && !window.isDestroyed()) {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    return
  }
  window = openMainWindow(app.getName())
  window.on('closed', () => { window = null })
}

let lastMending = -Infinity
/** Data that is damaged or whose thread has stopped is opened anew at most once an hour: where nothing could be mended, the next start tries again. */
function mayMend(): boolean {
  if (performance.now() - lastMending < hour) return false
  lastMending = performance.now()
  return true
}

/** Composes everything, in place of what there was. @returns whether there is something to show now */
async function begin(restore?: string): Promise<boolean> {
  const before = packbench
  // The end of the program does not stop what is stopped already.
  packbench = null
  const found = { broken: false }
  const broken = (): void => {
    found.broken = true
    if (packbench !== null && mayMend()) void reopen()
  }
  try {
    await before?.stop()
    packbench = await compose({ config, window: () => window, restore, reopen: (name) => { void reopen(name) }, broken })
    if (found.broken) broken()
    return true
  } catch (error) {
    if (isDamage(error) && mayMend()) return begin()
    // Nothing is touched: what is kept stays as it is, and the person is told what to do.
    dialog.showErrorBox('Packbench', startTroubleText(error))
    app.exit(1)
    return false
  }
}

/** Everything that was read from the data is forgotten with it: nothing half old goes on. */
async function reopen(restore?: string): Promise<void> {
  // It is being opened anew already.
  if (packbench === null) return
  if (await begin(restore) && window && !window.isDestroyed()) window.webContents.reload()
}

async function start(): Promise<void> {
  await app.whenReady()
  shutOut(config.devAddress)
  if (!await begin()) return
  protocol.handle('app', (request) => (packbench === null ? new Response(null, { status: 503 }) : appFiles(packbench.files)(request)))
  powerMonitor.on('resume', () => { packbench?.wake() })
  mayShow = true
  show()
}

if (isOpenToOthers((name) => app.commandLine.hasSwitch(name), app.isPackaged)) {
  console.error('Packbench does not run open to other programs: start it without the switches of Chromium')
  app.exit(1)
// Two instances are two outbox workers: the second only raises the first one's window.
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => { app.quit() })
  // What is under way is recorded before the process ends; what is lost all the same is found out at the next start.
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped || !packbench) return
    event.preventDefault()
    stopped = true
    void Promise.race([packbench.stop(), new Promise((resolve) => setTimeout(resolve, patience))]).finally(() => { app.quit() })
  })
  void start()
} else {
  app.quit()
}
