import { createHash } from 'node:crypto'

const style = `
:root{color-scheme:light dark;--paper:light-dark(#f4f3f0,#101216);--sheet:light-dark(#fdfdfc,#1a1c21);--ink:light-dark(#1d2026,#eceae6);--soft:light-dark(#575c66,#a5a8af);--line:light-dark(#d9d7d2,#363a42)}
body{margin:0;min-height:100vh;display:flex;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{margin:auto;width:min(30rem,100% - 4rem);padding:2.5rem;background:var(--sheet);border:1px solid var(--line);border-radius:8px}
h1{margin:0 0 .5rem;font-size:1.3rem;line-height:1.3}p{margin:0;color:var(--soft)}`

/** Nothing is loaded, run, framed or sent from these pages. The `data:` is the empty icon, without which a browser asks for one. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const page = (title: string, text: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Packbench</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`

/** What the browser shows after the redirect. Fixed texts: nothing of the request is repeated. */
export const pages = {
  done: page('You can close this window', 'Packbench has Joom’s answer. Go on in Packbench.'),
  refused: page('Access was not granted', 'Nothing has changed. You can close this window and try again in Packbench.'),
  wrongState: page('This sign-in was not started here, or is too old', 'Close this window and request the authorization again in Packbench.'),
  noState: page('Packbench cannot tell whose answer this is', 'If you have just granted access, say so in Packbench, where it asks. Where it does not, copy the whole address of this page and paste it there, with “Paste the code instead”.'),
  nothingHere: page('Nothing is here', 'You can close this window.')
} as const
export type PageName = keyof typeof pages
