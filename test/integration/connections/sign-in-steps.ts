import { request } from 'node:http'
import type { Desk } from './desk.ts'

/** A store, entered into the form. */
export async function added(desk: Desk, more: Parameters<Desk['form']>[0] = {}) {
  return (await desk.connections.add(desk.form(more))).id
}
/** How far the sign-in of a store is. */
export const phase = async (desk: Desk, id: number) => (await desk.connections.list()).find((c) => c.id === id)?.signIn
/** The state in the address at which the browser was opened. */
export const stateOf = (address: string) => new URL(address).searchParams.get('state') ?? ''

/** Where the browser is sent after the person has granted access at this page. */
export async function codeFor(address: URL): Promise<string> {
  const form = async (at: string, page: string, extra: Record<string, string>) => {
    const sign = /name="sign_in" value="([^"]+)"/.exec(page)?.[1] ?? ''
    return fetch(new URL('/api/v2/oauth/authorize', at), { method: 'POST', redirect: 'manual', body: new URLSearchParams({ sign_in: sign, ...extra }) })
  }
  const login = await (await fetch(address)).text()
  const consent = await (await form(address.href, login, { account: 'a', password: 'b' })).text()
  return (await form(address.href, consent, { answer: 'grant' })).headers.get('location') ?? ''
}

/** Goes to an address as a browser does; `how`: what it tells of the way in which it came to that. Nothing is followed. */
export const visit = (address: string, how: Readonly<Record<string, string>> = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }) => new Promise<{ readonly status: number; readonly page: string }>((resolve, reject) => {
  request(address, { headers: how }, (answer) => {
    let page = ''
    answer.setEncoding('utf8').on('data', (part: string) => { page += part }).once('end', () => { resolve({ status: answer.statusCode ?? 0, page }) })
  }).once('error', reject).end()
})
