// node main-process.ts --user-data-dir=DIR …: the built main process, without a window. What comes in over Node's own channel
// goes through the door that the window uses: the same handler, sender check, schemas and routes.
import { readFileSync } from 'node:fs'
import { flushCompileCache, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { at, root } from '../../scripts/project.mjs'

const electron = new URL('./electron.ts', import.meta.url).href
registerHooks({ resolve: (name, context, next) => (name === 'electron' ? { url: electron, format: 'module-typescript', shortCircuit: true } : next(name, context)) })

const [{ app }, { host }, { ipcMain }, { home }] = await Promise.all([import('../../electron-host/app.ts'), import('../../electron-host/host.ts'), import('../../electron-host/ipc-main.ts'), import('../../electron/window/app-files.ts')])
const args = process.argv.slice(2)
host.args = args
host.switches.set('headless', '')
app.load(root, JSON.parse(readFileSync(at('package.json'), 'utf8')) as { name: string; productName: string; version: string }) // npm's own format
Object.assign(process, { type: 'browser', defaultApp: true })
Object.defineProperty(process.versions, 'electron', { value: '0.0.0', enumerable: true })
// Nobody is left who could end it.
process.once('disconnect', () => { process.exit() })

const door = 'packbench:invoke'
const opened = async (): Promise<NonNullable<ReturnType<typeof ipcMain.handler>>> => {
  for (;;) {
    const handler = ipcMain.handler(door)
    if (handler) return handler
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
// As Electron has it for a message of the window's own page; the handler reads nothing else.
const event = { senderFrame: { url: home, parent: null } } as unknown as Electron.IpcMainInvokeEvent
process.on('message', (message) => {
  const { id, route, input } = message as { id: number; route: string; input: unknown } // what `app.ts` sends
  void opened().then((handler) => handler(event, route, input)).then((result) => process.send?.({ id, result }))
})

// eslint-disable-next-line no-unsanitized/method -- the app is what this program is asked to run
await import(pathToFileURL(at('out', 'main', 'main.js')).href)
app.started()
await opened()
process.send?.({ id: 0 })
flushCompileCache()
