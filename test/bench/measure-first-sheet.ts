import { setTimeout as wait } from 'node:timers/promises'
import { buildIfChanged } from '../../scripts/build.mjs'
import { remove } from '../e2e/driver.ts'
import { ask, begin, connectStore } from '../support/journey.ts'
import type { Server } from './children.ts'

/** Milliseconds. */
export interface FirstSheetMeasured {
  /** How many orders the run has. */
  readonly orders: number
  /** From the key until the first sheet is on the screen: the first time since the program was started (the median of three starts), and of later times the median and the shortest, which a busy machine changes least. */
  readonly first: number
  readonly later: number
  readonly shortest: number
  /** Until all are made and can be printed: the median. */
  readonly made: number
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

/** Threads and the window are warm some seconds after the start. */
const restAfterStart = 20_000
/** What was read so shortly before is not read again: each time is to read all anew. */
const restBetween = 11_000

/** Moments of the page's clock; `NaN` for what has not come. */
interface Times { key: number; inked: number; made: number }
declare global {
  interface Window { times: Times }
}

/** Runs in the page: from F9 on it looks at each frame whether a sheet has ink, and whether all are made. A frame is on the screen when the next one begins. */
function watchTheScreen(): void {
  const times: Times = window.times = { key: NaN, inked: NaN, made: NaN }
  const hasInk = (canvas: HTMLCanvasElement): boolean => canvas.width > 0 && canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.some((value, at, all) => at % 4 === 0 && value < 64 && all[at + 3] === 255) === true
  let isSeen = false
  const look = (): void => {
    if (isSeen && Number.isNaN(times.inked)) times.inked = performance.now()
    if (!isSeen) isSeen = [...document.querySelectorAll<HTMLCanvasElement>('.pages canvas')].slice(0, 1).some(hasInk)
    if (document.querySelector('.oacts .btn.go:not(:disabled)') !== null && document.querySelector('[aria-busy="true"]') === null) times.made = performance.now()
    else times.made = NaN
    if (Number.isNaN(times.inked) || Number.isNaN(times.made)) requestAnimationFrame(look)
  }
  addEventListener('keydown', (event) => {
    if (event.key !== 'F9') return
    isSeen = false
    Object.assign(times, { key: event.timeStamp, inked: NaN, made: NaN })
    requestAnimationFrame(look)
  }, { capture: true })
}

interface Time { readonly sheet: number; readonly made: number }

/** Starts the built application in a real window, has it read a store, selects all that is to be shipped, and asks for its slips so often, first of all for the first time. */
async function timesOf({ address, app: { clientId, clientSecret } }: Server, rounds: number): Promise<{ readonly orders: number; readonly times: readonly Time[] }> {
  const app = await begin({ settings: { requestsPerMinute: 60_000, listsPerMinute: 6000 } })
  const { page } = app
  try {
    await connectStore(page, { name: 'Bench', address, clientId, secretKey: clientSecret })
    await page.keyboard.press('F1')
    await page.locator('[role=row][data-index] time').first().waitFor()
    while ((await ask(page, 'orders.syncState', undefined)).some(({ running }) => running)) await wait(100)
    await wait(restAfterStart)
    await page.evaluate(watchTheScreen)
    await page.keyboard.press('Control+A')
    const orders = (await ask(page, 'orders.ids', { filter: { view: 'to_ship', urgency: null, mark: null, connectionId: null, search: '' } })).length
    await page.getByRole('button', { name: `Print ${orders.toLocaleString('en')} slips` }).waitFor()
    const times: Time[] = []
    for (let round = 0; round < rounds; round++) {
      await wait(restBetween)
      await page.keyboard.press('F9')
      await page.waitForFunction(() => window.times.inked > 0 && window.times.made > 0, undefined, { timeout: 60_000 })
      const { key, inked, made } = await page.evaluate(() => window.times)
      times.push({ sheet: inked - key, made: made - key })
      await page.keyboard.press('Escape')
      await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    }
    return { orders, times }
  } finally {
    await app.close()
    remove(app.userData)
  }
}

/** Three starts; after the last one the slips are asked for again and again. */
export async function measureFirstSheet(server: Server, rounds = 7): Promise<FirstSheetMeasured> {
  const { ok, out } = await buildIfChanged()
  if (!ok) throw new Error(out)
  const firsts = [...(await timesOf(server, 1)).times, ...(await timesOf(server, 1)).times]
  const { orders, times: [first, ...later] } = await timesOf(server, rounds + 1)
  if (first === undefined) throw new Error('Nothing was measured')
  return { orders, first: median([...firsts, first].map(({ sheet }) => sheet)), later: median(later.map(({ sheet }) => sheet)), shortest: Math.min(...later.map(({ sheet }) => sheet)), made: median(later.map(({ made }) => made)) }
}
