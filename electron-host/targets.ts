import type { Chromium } from './chromium.ts'
import { mayFail } from './host.ts'
import { openWindows } from './registry.ts'

/** Every page that Chromium opens passes here: the app's windows are known by their first page, the rest are `window.open`, links to a new window, and Chromium's own doing. */
export function watchTargets(chromium: Chromium): void {
  const sessions = new Map<string, string>() // session -> target
  const asked: { readonly url: string; readonly session: string }[] = [] // window.open calls whose page is still to come
  const windowOf = (target: string | undefined): ReturnType<typeof openWindows>[number] | undefined => openWindows().find((window) => window.webContents.page.targetId === target)

  chromium.on('report', (report, session) => {
    switch (report.method) {
      case 'Page.windowOpen':
        if (session !== undefined) asked.push({ url: report.params.url, session })
        return
      case 'Target.attachedToTarget': {
        const { sessionId, targetInfo } = report.params
        const { targetId } = targetInfo
        const ours = openWindows().find((window) => window.marker === targetInfo.url && !window.webContents.page.targetId)
        if (ours) {
          sessions.set(sessionId, targetId)
          ours.attach(sessionId, targetId)
          return
        }
        if (targetInfo.type !== 'page') {
          mayFail(chromium.send('Runtime.runIfWaitingForDebugger', {}, sessionId))
          return
        }
        mayFail(chromium.send('Target.closeTarget', { targetId })) // it waits for the debugger: nothing was loaded
        const opened = asked.shift() // undefined: a window of Chromium's own, such as Ctrl+N makes
        if (opened) windowOf(sessions.get(opened.session))?.webContents.popup(opened.url)
        return
      }
      case 'Target.detachedFromTarget': {
        const window = windowOf(sessions.get(report.params.sessionId))
        sessions.delete(report.params.sessionId)
        window?.mayClose() // closed by the person before the page was ever used: there was no way to ask first
        window?.gone()
        return
      }
      default:
    }
  })
}
