import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, session } from 'electron'
import type { Settings } from '../contract/schemas.ts'
import { home } from './app-files.ts'

/**
 * The settings of the window's page, in one place so that a test can read them: a page without Node, in a sandbox, in a world of its
 * own. An installed Packbench has no developer tools: what somebody is talked into typing there could confirm and refund.
 */
const pageSettings = (preload: string, packaged: boolean): Electron.WebPreferences => ({
  preload, sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false,
  navigateOnDragDrop: false, spellcheck: false, enableWebSQL: false, devTools: !packaged
})

/** Whatever speaks to a network. The window's own scheme is none of them. */
const networks = ['http', 'https', 'ws', 'wss', 'ftp'].map((scheme) => `${scheme}://*/*`)

/**
 * Nothing a page asks for is given: no camera, no place, no notifications, no clipboard, no device. And nothing of it reaches a
 * network, whatever its content policy should let through.
 * @param devAddress while developing, the one server that it may speak to
 */
export function shutOut(devAddress: string | null): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => { answer(false) })
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  const allowed = devAddress === null ? null : new URL(devAddress).host
  defaultSession.webRequest.onBeforeRequest({ urls: networks }, ({ url }, answer) => { answer({ cancel: new URL(url).host !== allowed }) })
}

/** Light or dark as the person chose, or as the system says. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme
}

/** Opens the window. It may go nowhere but its own page and opens no other. */
export function openMainWindow(title: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280, height: 800, minWidth: 640, minHeight: 480, show: false, title, backgroundColor: nativeTheme.shouldUseDarkColors ? '#15171b' : '#f4f3ef',
    webPreferences: pageSettings(join(import.meta.dirname, '../preload/preload.cjs'), app.isPackaged)
  })
  window.once('ready-to-show', () => { window.show() })
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  const stay = (event: { preventDefault(): void }, url: string): void => { if (url !== home) event.preventDefault() }
  webContents.on('will-navigate', (event) => { stay(event, event.url) })
  webContents.on('will-redirect', (event) => { stay(event, event.url) })
  webContents.on('will-attach-webview', (event) => { event.preventDefault() })
  void window.loadURL(home)
  return window
}
