import got from 'got'

// node measure-ideal.ts ADDRESS TOKEN PARALLEL CALL…: the plainest client there is makes the same calls as the application did, as
// many side by side, reads the bytes of the answers and throws them away. A CALL is a path of the API; one that begins with
// `POST ` sends what stands behind its question mark as a form. Tells the milliseconds it took, and how many were answered well.

const [address = '', token = '', parallel = '1', ...calls] = process.argv.slice(2)
const waiting = calls.toReversed()
const headers = { authorization: `Bearer ${token}` }
let good = 0
async function make(call: string): Promise<void> {
  const [, post, path = '', form = ''] = /^(POST )?([^?]*)\??(.*)$/.exec(call) ?? []
  const { ok } = await (post === undefined ? got(`${address}/api/v2/${path}?${form}`, { headers, retry: { limit: 0 } }) : got.post(`${address}/api/v2/${path}`, { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: form, retry: { limit: 0 } }))
  if (ok) good++
}
const began = performance.now()
await Promise.all(Array.from({ length: Number(parallel) }, async () => {
  for (let call = waiting.pop(); call !== undefined; call = waiting.pop()) await make(call)
}))
process.send?.({ took: performance.now() - began, good })
