// npm run build: builds main, preload and renderer into out/, whether or not anything changed.
import { build } from './build.mjs'
import { main } from './problem.mjs'
import { provideTools } from './set-up.mjs'

await main(async () => {
  await provideTools()
  const { ok, out } = await build()
  process.stdout.write(out)
  return ok ? 0 : 1
})
