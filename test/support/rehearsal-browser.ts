import { resolve } from 'node:path'

/** What the person at the browser does: grants access, refuses it, or closes the window. */
export type Choice = 'grant' | 'refuse' | 'ignore'

interface Form { readonly action: string; readonly fields: readonly (readonly [string, string])[] }

const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
const attribute = (tag: string, name: string): string | null => {
  const value = [...tag.matchAll(/\b([a-z-]+)="([^"]*)"/g)].find(([, its]) => its === name)?.[2]
  return value === undefined ? null : unescaped(value)
}

/** The page's form with the values it has, without its buttons. @throws where the page has none: it says why instead */
function formOf(html: string): Form {
  const [, head, body] = /<form\b([^>]*)>(.*?)<\/form>/s.exec(html) ?? []
  if (head === undefined || body === undefined) throw new Error(`The page has no form. It says: ${unescaped(html.replace(/<style.*?<\/style>|<[^>]*>/gs, ' ')).replace(/\s+/g, ' ').trim()}`)
  const inputs = [...body.matchAll(/<input\b[^>]*>/g)].map(([tag]) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? ''] as const)
  return { action: attribute(head, 'action') ?? '', fields: inputs.filter(([name]) => name !== '') }
}

/**
 * Goes through a sign-in as a person with a browser would: opens the address, logs in, presses a button of the consent
 * page and follows the redirect to the application's own server.
 * @returns the address the browser ended at, or `null` where the choice was to ignore it
 */
export async function signInAt(address: string, choice: Choice): Promise<string | null> {
  if (choice === 'ignore') return null
  const send = (at: string, form: Form, extra: readonly (readonly [string, string])[]): Promise<Response> =>
    fetch(new URL(form.action, at), { method: 'POST', body: new URLSearchParams([...form.fields, ...extra].map(([name, value]) => [name, value])), redirect: 'manual' })
  const login = await fetch(address)
  const consent = await send(address, formOf(await login.text()), [])
  const decided = await send(address, formOf(await consent.text()), [['answer', choice]])
  const to = decided.headers.get('location')
  if (decided.status !== 302 || to === null) throw new Error(`The consent page did not lead back to the application (HTTP ${decided.status})`)
  await (await fetch(to)).text()
  return to
}

// As a program it stands in for $BROWSER: the choice comes in REHEARSAL_BROWSER.
if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const address = process.argv[2]
  const choice = process.env['REHEARSAL_BROWSER'] ?? 'grant'
  if (address === undefined || (choice !== 'grant' && choice !== 'refuse' && choice !== 'ignore')) throw new Error('Usage: [REHEARSAL_BROWSER=grant|refuse|ignore] rehearsal-browser ADDRESS')
  await signInAt(address, choice)
}
