import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Accounts } from './accounts.ts'
import { answer, bodyOf, html, parametersOf } from './exchange.ts'
import type { Parameters } from './parameters.ts'
import { codePage, consentPage, contentPolicy, loginPage, wrongPage } from './sign-in-pages.ts'
import type { Millis } from './store-order.ts'

interface SignIn { readonly redirect: URL | null; readonly redirectText: string | null; readonly state: string | null; readonly expires: Millis; loggedIn: boolean }
type Reply = { readonly kind: 'page'; readonly status: number; readonly text: string; readonly redirect: URL | null } | { readonly kind: 'back'; readonly to: string }

const life = 10 * 60_000
const most = 100
const page = (status: number, text: string, redirect: URL | null = null): Reply => ({ kind: 'page', status, text, redirect })
const wrong = (status: number, what: string, remedy = 'Begin again from the application.'): Reply => page(status, wrongPage(what, remedy))

/** Whether an application may have its codes sent there: to a program on the same computer, at any port and path. */
function registeredRedirect(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return url.protocol === 'http:' && here && url.username === '' && url.password === '' && url.hash === '' ? url : null
}

/**
 * The sign-in in the browser: a login, then the question whether the application may have access, then the redirect with
 * `code` or with `error=access_denied`, and with the `state` that came. A form names its sign-in by a number that cannot
 * be guessed, so no other page can answer it.
 */
export class SignIns {
  readonly #accounts: Accounts
  readonly #name: string
  readonly #now: () => Millis
  readonly #open = new Map<string, SignIn>()

  /** @param name of the store */
  constructor(accounts: Accounts, name: string, now: () => Millis) {
    this.#accounts = accounts
    this.#name = name
    this.#now = now
  }

  /** Answers `GET` and `POST /api/v2/oauth/authorize`. @param address this server's own */
  async answer(request: IncomingMessage, response: ServerResponse, url: URL, address: string): Promise<void> {
    const reply = await this.#reply(request, url, address)
    if (reply.kind === 'back') answer(response, 302, 'text/plain', '', { location: reply.to })
    else answer(response, reply.status, html, reply.text, { 'content-security-policy': contentPolicy(reply.redirect), 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY' })
  }

  async #reply(request: IncomingMessage, url: URL, address: string): Promise<Reply> {
    if (request.method === 'GET') return this.#begin(url.searchParams)
    if (request.method !== 'POST') return wrong(405, 'This page takes GET and POST.')
    const { origin } = request.headers
    if (origin !== undefined && origin !== address && origin !== address.replace('127.0.0.1', 'localhost')) return wrong(403, 'Another page sent this form.')
    // The body alone counts here: an answer to the question must not come from a link.
    return this.#continue(parametersOf(new URL(address), request.headers['content-type'], await bodyOf(request)))
  }

  #begin(given: URLSearchParams): Reply {
    const { app } = this.#accounts
    if (given.get('client_id') !== app.clientId) return wrong(400, 'No application has this client_id.', `Check the Client ID in the connection. This rehearsal store's is ${app.clientId}.`)
    const redirectText = given.get('redirect_uri')
    const redirect = redirectText === null ? null : registeredRedirect(redirectText)
    if (redirectText !== null && !redirect) return wrong(400, 'The redirect address is not registered.', 'Here it has to be an http address of this computer, such as http://127.0.0.1:41917/callback.')
    const state = given.get('state')
    if (redirect && (given.get('response_type') ?? 'code') !== 'code') return { kind: 'back', to: sentBack(redirect, { error: 'unsupported_response_type' }, state) }

    for (const [id, { expires }] of this.#open) if (expires <= this.#now() || this.#open.size >= most) this.#open.delete(id)
    const id = randomBytes(18).toString('base64url')
    this.#open.set(id, { redirect, redirectText, state, expires: this.#now() + life, loggedIn: false })
    return page(200, loginPage(id, app, this.#name, null), redirect)
  }

  #continue(form: Parameters): Reply {
    const { app } = this.#accounts
    const id = form.get('sign_in') ?? ''
    const signIn = this.#open.get(id)
    if (!signIn || signIn.expires <= this.#now()) return wrong(400, 'This sign-in is over.')
    if (!signIn.loggedIn) {
      if (!form.get('account') || !form.get('password')) return page(400, loginPage(id, app, this.#name, 'Type an account and a password. Here anything will do.'), signIn.redirect)
      signIn.loggedIn = true
      return page(200, consentPage(id, app, this.#name, signIn.redirectText), signIn.redirect)
    }
    const said = form.get('answer')
    if (said !== 'grant' && said !== 'refuse') return page(200, consentPage(id, app, this.#name, signIn.redirectText), signIn.redirect)
    this.#open.delete(id)
    const code = said === 'grant' ? this.#accounts.newCode(signIn.redirectText) : null
    if (signIn.redirect) return { kind: 'back', to: sentBack(signIn.redirect, code === null ? { error: 'access_denied' } : { code }, signIn.state) }
    return code === null ? wrong(200, 'Access was refused.', 'This window can be closed.') : page(200, codePage(code))
  }
}

function sentBack(redirect: URL, what: Readonly<Record<string, string>>, state: string | null): string {
  const url = new URL(redirect)
  for (const [name, value] of Object.entries(what)) url.searchParams.set(name, value)
  if (state !== null) url.searchParams.set('state', state)
  return url.href
}
