import type { Report } from './chromium.ts'
import { host, mayFail } from './host.ts'
import { preventable } from './preventable.ts'
import { addresses, ask } from './protocol.ts'
import type { Protocol } from './protocol-types.ts'
import { mayRequest, watched } from './session.ts'
import type { WebContents } from './web-contents.ts'

const numbers: Readonly<Record<string, number>> = { ERR_FAILED: -2, ERR_ABORTED: -3, ERR_FILE_NOT_FOUND: -6, ERR_BLOCKED_BY_CLIENT: -20, ERR_CONNECTION_RESET: -101, ERR_CONNECTION_REFUSED: -102, ERR_NAME_NOT_RESOLVED: -105, ERR_INTERNET_DISCONNECTED: -106 }
const withoutHash = (url: string): string => url.replace(/#.*/s, '')

/** Where a window's page is and goes: loads, their failures, the app's right to refuse, and its own schemes' answers. */
export class Navigation {
  readonly #contents: WebContents
  readonly #ours = new Set<string>() // asked for by the main process
  readonly #reported = new Set<string>() // failed loads that have been told of, and whose error page is still to come
  #onErrorPage = false
  #hasHistory = true // of the empty page that the window opened with
  #leaving = false
  loading = false

  constructor(contents: WebContents) { this.#contents = contents }

  /** Whether the page is on its way elsewhere, or to itself again. */
  get isUnderWay(): boolean { return this.#leaving }

  /** The requests that are to wait for an answer of ours. */
  patterns(): Protocol.Fetch.RequestPattern[] {
    return watched() ? [{ urlPattern: '*' }] : [{ urlPattern: '*', resourceType: 'Document' }, { urlPattern: addresses.pattern }]
  }

  /** Resolves when the page has loaded. @throws as Electron does, with `code`, `errno` and `url` */
  async load(url: string): Promise<void> {
    const inner = addresses.inner(new URL(url).href)
    this.#ours.add(withoutHash(inner))
    const contents = this.#contents
    const loaded = new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        contents.off('did-finish-load', good)
        contents.off('did-fail-load', bad)
        contents.off('destroyed', gone)
      }
      const good = (): void => {
        settle()
        resolve()
      }
      const bad = (_event: unknown, errno: number, code: string): void => {
        settle()
        reject(Object.assign(new Error(`${code} (${String(errno)}) loading '${url}'`), { code, errno, url }))
      }
      const gone = (): void => { bad(undefined, -3, 'ERR_ABORTED') }
      contents.on('did-finish-load', good)
      contents.on('did-fail-load', bad)
      contents.on('destroyed', gone)
    })
    contents.page.send('Page.navigate', { url: inner }).then(
      ({ errorText }) => {
        if (!errorText) return
        this.#reported.add(inner)
        this.#failed(inner, errorText.replace('net::', ''))
      },
      () => { this.#failed(inner, 'ERR_ABORTED') }
    )
    return loaded
  }

  reload(): void {
    this.#ours.add(withoutHash(addresses.inner(this.#contents.getURL())))
    this.#contents.page.fire('Page.reload')
  }

  take(report: Report): void {
    const contents = this.#contents
    const main = contents.page.targetId
    switch (report.method) {
      case 'Fetch.requestPaused':
        mayFail(this.#answer(report.params))
        return
      case 'Page.frameRequestedNavigation':
        if (report.params.frameId === main && report.params.disposition === 'currentTab') this.#leaving = true
        return
      case 'Page.frameStoppedLoading':
        if (report.params.frameId === main) this.#leaving = false
        return
      case 'Page.frameStartedNavigating':
        if (report.params.frameId !== main) return
        this.loading = this.#leaving = true
        contents.emit('did-start-loading')
        return
      case 'Page.frameNavigated': {
        const { frame } = report.params
        if (frame.parentId || frame.url.startsWith('data:')) return
        this.#onErrorPage = frame.unreachableUrl !== undefined
        if (frame.unreachableUrl !== undefined) {
          if (!this.#reported.delete(frame.unreachableUrl)) this.#failed(frame.unreachableUrl, 'ERR_FAILED')
          return
        }
        contents.mainFrame.moved(addresses.outer(frame.url) + (frame.urlFragment ?? ''))
        contents.emit('did-navigate', preventable(), contents.getURL(), 200, 'OK')
        return
      }
      case 'Page.navigatedWithinDocument':
        if (report.params.frameId !== main) return
        this.#leaving = false
        contents.mainFrame.moved(addresses.outer(report.params.url))
        contents.emit('did-navigate-in-page', preventable(), contents.getURL(), true)
        return
      case 'Page.domContentEventFired':
        if (contents.getURL()) contents.emit('dom-ready', {})
        return
      case 'Page.loadEventFired':
        if (contents.getURL() && !this.#onErrorPage) this.#loaded()
        return
      case 'Page.lifecycleEvent':
        if (report.params.name === 'firstPaint' && report.params.frameId === main && contents.getURL()) contents.window.painted()
        return
      default:
    }
  }

  #loaded(): void {
    const contents = this.#contents
    this.loading = this.#leaving = false
    this.#ours.clear()
    if (this.#hasHistory) contents.page.fire('Page.resetNavigationHistory') // no way back to the page that the window opened with
    this.#hasHistory = false
    contents.executeJavaScript('document.title').then((title) => { contents.titled(String(title)) }, () => undefined)
    contents.emit('did-finish-load', {})
    contents.emit('did-stop-loading')
    setTimeout(() => { contents.window.painted() }, 50) // a window out of sight reports no first paint
  }

  #failed(url: string, code: string): void {
    this.loading = this.#leaving = false
    this.#ours.clear()
    this.#contents.emit('did-fail-load', {}, numbers[code] ?? -2, code, addresses.outer(url), true)
  }

  async #answer(paused: Protocol.Fetch.requestPausedPayload): Promise<unknown> {
    const { requestId, request, resourceType } = paused
    const { page } = this.#contents
    const url = addresses.outer(request.url)
    const isPage = resourceType === 'Document' && paused.frameId === page.targetId
    // A reload passes: it cannot be told from one that the developer tools or a test ask for.
    const asked = !isPage || this.#ours.has(withoutHash(request.url)) || url.startsWith('data:') || url === withoutHash(this.#contents.getURL())
    if (!asked && !this.#allowed(url)) return page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    const verdict = await mayRequest(url, request.method, resourceType)
    if (verdict.cancel) return page.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
    if (verdict.redirectURL) return page.send('Fetch.fulfillRequest', { requestId, responseCode: 307, responseHeaders: [{ name: 'Location', value: addresses.inner(verdict.redirectURL) }] })
    if (resourceType === 'Other' && url.endsWith('/favicon.ico')) return page.send('Fetch.fulfillRequest', { requestId, responseCode: 204 }) // Electron asks for none
    const answer = await ask(url, request)
    if (answer === undefined) return page.send('Fetch.continueRequest', { requestId })
    if (answer === 'failed') return page.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
    return page.send('Fetch.fulfillRequest', { requestId, ...answer })
  }

  /** The page wants to go elsewhere: the app may say no. */
  #allowed(url: string): boolean {
    const event = preventable({ url, isMainFrame: true, isSameDocument: false, frame: this.#contents.mainFrame })
    this.#contents.emit('will-navigate', event, url)
    if (!event.defaultPrevented) this.#contents.emit('will-frame-navigate', event, url)
    if (event.defaultPrevented && host.debug) console.error(`The app refused to go to ${url}`)
    return !event.defaultPrevented
  }
}
