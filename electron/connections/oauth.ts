import * as oauth from 'oauth4webapi'
import { Trouble } from '../contract/result.ts'
import { firstFlaw, nameFlaw, webAddressFlaw, type Flaw, type FlawReason } from '../domain/flaw.ts'
import type { Millis } from '../domain/ids.ts'
import { createTokenFetch, TokenRefused, TokenUnavailable, type TokenFetchOptions } from '../joom/token-fetch.ts'
import type { TokenPair } from './keeper.ts'
import { wayProblem } from '../domain/way-problem.ts'

/** The application at Joom's, and where that Joom is. */
export interface OauthApp {
  readonly address: string
  readonly clientId: string
  readonly secretKey: string
}

/**
 * The page on which the person grants access. Only `client_id` is documented; the rest is what OAuth asks for.
 * @param redirect `null` to leave it to Joom, which has one registered: it may be another, and Joom may compare them
 */
export function authorizeAddress(app: Pick<OauthApp, 'address' | 'clientId'>, redirect: string | null, state: string): string {
  const url = new URL('/api/v2/oauth/authorize', app.address)
  url.search = new URLSearchParams({ client_id: app.clientId, response_type: 'code', ...(redirect !== null && { redirect_uri: redirect }), state }).toString()
  return url.href
}

/**
 * The two calls that hand out tokens (reference: "Authentication", "Get Your Access Token"; their names and fields are those
 * of the guide that it leads to). What can be no value of a field is not sent.
 */
export interface Oauth {
  /** Exchanges the code, which works once and for five minutes. @throws Trouble with a `signin_…` code; `signin_not_sent` where nothing left */
  exchange(app: OauthApp, code: string, redirect: string): Promise<TokenPair>
  /** @throws TokenRefused where Joom said no or nothing that it could accept was there to be sent, TokenUnavailable where the outcome is not known */
  renew(app: OauthApp, refresh: string): Promise<TokenPair>
}

/** No code, key or token of anybody's is longer: a form of them stays far below what servers read. */
const longest = 8000

function fieldFlaw(value: string): FlawReason | null {
  return nameFlaw(value) ?? (value.length > longest ? 'too_long' : null)
}

const appFindings = (app: OauthApp): Readonly<Record<string, FlawReason | null>> => ({ client_id: fieldFlaw(app.clientId), client_secret: fieldFlaw(app.secretKey) })
const flawWords = ({ field, reason }: Flaw): string => `${field}: ${reason}`

/** Joom's part of a sign-in (reference: "Authentication"), over requests that end in time and keep to the store's own address. */
export function createOauth(options: TokenFetchOptions): Oauth {
  const tokenFetch = createTokenFetch(options)
  const settings = (app: OauthApp) => ({
    // Only the rehearsal server and others on this computer speak plain http: `parseAddress` sees to it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out, as the library says
    [oauth.allowInsecureRequests]: app.address.startsWith('http:'),
    [oauth.customFetch]: (url: string, { body }: oauth.CustomFetchOptions<'POST', URLSearchParams>) => tokenFetch(url, body)
  })
  const server = (app: OauthApp, path: string): oauth.AuthorizationServer => ({ issuer: app.address, token_endpoint: `${app.address}/api/v2/oauth/${path}` })
  const pairOf = ({ access_token: access, refresh_token, expires_in: seconds }: oauth.TokenEndpointResponse): TokenPair => {
    const refresh = refresh_token ?? null
    if (seconds === undefined) return { access, refresh, expiresAt: null }
    const [now, life] = [options.now(), seconds * 1000]
    return { access, refresh, expiresAt: now + life, renewFrom: now + life - Math.min(renewedBefore, life / 5) }
  }

  return {
    async exchange(app, code, redirect) {
      const flaw = firstFlaw({ ...appFindings(app), code: fieldFlaw(code), redirect_uri: webAddressFlaw(redirect) ?? fieldFlaw(redirect) })
      if (flaw !== null) throw new Trouble({ code: 'signin_not_sent', detail: flawWords(flaw) })
      const [as, client] = [server(app, 'access_token'), { client_id: app.clientId }]
      try {
        // The state was compared when the answer came in, from the browser or by hand.
        const parameters = oauth.validateAuthResponse(as, client, new URLSearchParams({ code }), oauth.expectNoState)
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; Joom documents no PKCE, and the code is of no use without the Secret Key
        const answer = await oauth.authorizationCodeGrantRequest(as, client, oauth.ClientSecretPost(app.secretKey), parameters, redirect, oauth.nopkce, settings(app))
        return pairOf(await oauth.processAuthorizationCodeResponse(as, client, answer))
      } catch (error) {
        throw signInTrouble(error, app, redirect)
      }
    },
    async renew(app, refresh) {
      const flaw = firstFlaw({ ...appFindings(app), refresh_token: fieldFlaw(refresh) })
      if (flaw !== null) throw new TokenRefused(flawWords(flaw), 0, 'invalid', null)
      const [as, client] = [server(app, 'refresh_token'), { client_id: app.clientId }]
      try {
        const answer = await oauth.refreshTokenGrantRequest(as, client, oauth.ClientSecretPost(app.secretKey), refresh, settings(app))
        return pairOf(await oauth.processRefreshTokenResponse(as, client, answer))
      } catch (error) {
        throw error instanceof TokenRefused || error instanceof TokenUnavailable ? error : new TokenUnavailable('unreadable', 'the answer holds no tokens', null)
      }
    }
  }
}

/** Which sentence a refusal of the two token calls deserves: Joom documents no codes for them, so its words decide. */
export function refusalCode({ httpStatus, code, message }: Pick<TokenRefused, 'httpStatus' | 'code' | 'message'>): 'signin_redirect_mismatch' | 'signin_wrong_secret' | 'signin_code_expired' | 'signin_not_accepted' {
  if (/redirect/i.test(message)) return 'signin_redirect_mismatch'
  if (httpStatus === 401 || code === 'invalid_client' || /client|secret/i.test(message)) return 'signin_wrong_secret'
  return code === 'invalid_grant' || /code|grant|expired/i.test(message) ? 'signin_code_expired' : 'signin_not_accepted'
}

function signInTrouble(error: unknown, app: OauthApp, redirect: string): Trouble {
  // No `cause`: the library's errors hold the request, and with it the secrets.
  if (error instanceof TokenRefused) {
    const code = refusalCode(error)
    return new Trouble({ code, ...(code === 'signin_redirect_mismatch' && { params: { address: redirect } }), detail: error.message, requestId: error.requestId ?? undefined })
  }
  if (error instanceof TokenUnavailable && error.kind === 'unavailable') {
    const problem = wayProblem(error.message)
    // What is known of the way asks for something else than trying again.
    const known = problem === 'unreachable' || problem === 'server' || problem === 'rehearsal' ? { code: 'signin_unreachable', params: { address: app.address } } : { code: 'unavailable', params: { problem, address: app.address } }
    return new Trouble({ ...known, detail: error.message, requestId: error.requestId ?? undefined })
  }
  return new Trouble({ code: 'signin_bad_answer', params: { address: app.address }, ...(error instanceof TokenUnavailable && { detail: error.message, requestId: error.requestId ?? undefined }) })
}

/** So long before it ends a token is renewed, but never more than a fifth of its life: one that lives for five minutes would be renewed with every request. */
const renewedBefore = 5 * 60_000

/** Whether a token is used as it is; one that is about to end is renewed first. */
export function isFresh({ expiresAt, renewFrom }: TokenPair, now: Millis): boolean {
  return expiresAt === null || now < (renewFrom ?? expiresAt - renewedBefore)
}
