import { createHash } from 'node:crypto'
import type { App } from './accounts.ts'

const style = `
:root{color-scheme:light dark;--paper:light-dark(#f4f3f0,#101216);--sheet:light-dark(#fdfdfc,#1a1c21);--ink:light-dark(#1d2026,#eceae6);--soft:light-dark(#575c66,#a5a8af);
--line:light-dark(#d9d7d2,#363a42);--edge:light-dark(#868a93,#757a84);--blue:light-dark(#2b4c9b,#96b4f3);--on:light-dark(#fff,#10151f);--warn:light-dark(#f7edcf,#3a3119);--on-warn:light-dark(#4d3c06,#f0dfae);--bad:light-dark(#a3231d,#f39a90)}
*{box-sizing:border-box}body{margin:0;min-height:100vh;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif;display:flex;flex-direction:column}
.band{background:var(--warn);color:var(--on-warn);text-align:center;padding:10px 16px;font-size:13px}.band strong{font-weight:650}
main{margin:auto;width:min(420px,100% - 32px);background:var(--sheet);border:1px solid var(--line);border-radius:8px;padding:32px}
h1{font-size:20px;line-height:1.3;margin:0 0 8px}p{margin:0 0 16px;color:var(--soft)}p.bad{color:var(--bad)}
label{display:block;font-size:13px;margin:0 0 12px}input{display:block;width:100%;margin-top:4px;padding:9px 10px;font:inherit;color:inherit;background:transparent;border:1px solid var(--edge);border-radius:5px}
button{font:inherit;font-weight:550;padding:9px 18px;border-radius:5px;border:1px solid var(--edge);background:transparent;color:inherit;cursor:pointer}
button.main{background:var(--blue);border-color:var(--blue);color:var(--on)}.row{display:flex;gap:10px;margin-top:20px}.row button{flex:1}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
dl{display:grid;grid-template-columns:auto 1fr;gap:6px 16px;margin:0 0 16px;padding:14px 0;border-block:1px solid var(--line);font-size:13px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
ul{margin:0 0 20px;padding-left:20px}code{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}`
const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`

/** The pages load nothing and run nothing. Their forms go to this server, and from there to the application's redirect address. */
export function contentPolicy(redirect: URL | null): string {
  return `default-src 'none'; style-src '${styleHash}'; form-action 'self'${redirect ? ` ${redirect.origin}` : ''}; frame-ancestors 'none'; base-uri 'none'`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Rehearsal, not Joom</title><style>${style}</style></head>
<body>
<div class="band"><strong>Rehearsal, not Joom.</strong> This page comes from your own computer; no real store is behind it.</div>
<main>
${body}
</main>
</body>
</html>
`
}

/** The page that asks who it is. @param trouble why it is asked again; `null` the first time */
export function loginPage(signIn: string, app: App, store: string, trouble: string | null): string {
  return page('Log in', `<h1>Log in to ${store === 'Demo store' ? 'the demo store' : escaped(store)}</h1>
<p${trouble === null ? '' : ' class="bad" role="alert"'}>${escaped(trouble ?? 'At Joom you would type your merchant account here. In the rehearsal anything will do.')}</p>
<form method="post" action="/api/v2/oauth/authorize">
<input type="hidden" name="sign_in" value="${signIn}">
<label>Account<input name="account" value="demo-${escaped(app.storeId.slice(0, 6))}" autocomplete="off" required></label>
<label>Password<input type="password" name="password" value="rehearsal" autocomplete="off" required></label>
<div class="row"><button class="main" type="submit" autofocus>Log in</button></div>
</form>`)
}

/** The page that asks for the permission. @param redirect where the answer goes; `null` where the application named no address */
export function consentPage(signIn: string, app: App, store: string, redirect: string | null): string {
  return page('Permission', `<h1>Give Packbench access to this store?</h1>
<p>The application will be able to:</p>
<ul><li>read the store's orders</li><li>mark orders as shipped and change their tracking</li><li>refund orders</li></ul>
<dl><dt>Store</dt><dd>${escaped(store)} <code>${escaped(app.storeId)}</code></dd><dt>Application</dt><dd><code>${escaped(app.clientId)}</code></dd><dt>Returns to</dt><dd><code>${escaped(redirect ?? 'nowhere: you copy a code')}</code></dd></dl>
<form method="post" action="/api/v2/oauth/authorize">
<input type="hidden" name="sign_in" value="${signIn}">
<div class="row"><button class="main" type="submit" name="answer" value="grant">Grant</button><button type="submit" name="answer" value="refuse">Refuse</button></div>
</form>`)
}

/** For an application that gave no redirect address. */
export function codePage(code: string): string {
  return page('Code', `<h1>Access granted</h1>
<p>The application gave no address to return to. Copy this code into it; it works once, within five minutes.</p>
<p><code>${escaped(code)}</code></p>`)
}

/** The page of a sign-in that cannot go on, with what to do. */
export function wrongPage(what: string, remedy: string): string {
  return page('Sign-in', `<h1>${escaped(what)}</h1>
<p>${escaped(remedy)}</p>`)
}
