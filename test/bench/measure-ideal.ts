import got from 'got'

// node measure-ideal.ts ADDRESS TOKEN PARALLEL LIST…: the plainest client there is asks for the same pages as the sync did, as
// many side by side, reads the bytes and throws them away. A LIST is a path of the API. Tells the milliseconds it took.

const [address = '', token = '', parallel = '1', ...lists] = process.argv.slice(2)
const waiting = lists.toReversed()
const began = performance.now()
await Promise.all(Array.from({ length: Number(parallel) }, async () => {
  for (let list = waiting.pop(); list !== undefined; list = waiting.pop()) await got(`${address}/api/v2/${list}`, { headers: { authorization: `Bearer ${token}` }, retry: { limit: 0 } }).buffer()
}))
process.send?.({ took: performance.now() - began })
