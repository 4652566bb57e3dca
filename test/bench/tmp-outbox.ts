import { measured, withServer } from './children.ts'
import type { OutboxMeasured } from './measure-outbox.ts'
await withServer(Number(process.argv[2] ?? 3000), 50, async ({ address, token, ids }) => {
  const r = await measured<OutboxMeasured>('measure-outbox.js', address, token, 1000)
  const rest = ids.filter(({ id, state }) => state === 'APPROVED' && !r.sent.includes(id)).slice(0, 1000)
  const i = await measured<{ took: number; good: number; cpu: number }>('measure-ideal.js', address, token, 4, ...r.lists, ...rest.map(({ id }, n) => `POST order/fulfill-one?${new URLSearchParams({ id, tracking_provider: 'China Post', tracking_number: `IDEAL${String(n)}`, shipping_time: '7-21' }).toString()}`))
  console.log({ ...r, lists: r.lists.length, sent: r.sent.length }, i, r.sending / i.took)
})
