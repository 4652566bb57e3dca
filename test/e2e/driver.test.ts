import { afterEach, describe, expect, it } from 'vitest'
import { at } from '../../scripts/project.mjs'
import { type App, launch, newUserData, remove } from './driver.ts'

const fixture = at('test', 'integration', 'electron-host', 'fixture')
let app: App | undefined
afterEach(async () => {
  await app?.close()
  if (app) remove(app.userData)
})

describe('the driver, with a small app', () => {
  it('opens a window, and finds nothing to complain of where nothing is wrong', async () => {
    app = await launch({ app: fixture })
    expect(await app.page.getByText('ran with object').count()).toBe(1)
    expect(app.complaints).toEqual([])
    expect(await app.close()).toBe(0)
  })

  it('hears of a breach of the content policy, of console errors and of uncaught errors', async () => {
    app = await launch({ app: fixture })
    const { page, complaints } = app
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/spy.png' }))
      console.error('said aloud')
      setTimeout(() => { throw new Error('thrown aside') })
    })
    await expect.poll(() => complaints.join('\n')).toMatch(/content policy: img-src blocked https:\/\/example.org\/spy.png/)
    await expect.poll(() => complaints.join('\n')).toMatch(/said aloud/)
    await expect.poll(() => complaints.join('\n')).toMatch(/thrown aside/)
  })

  it('keeps the data folder over a power cut and a new start', async () => {
    const userData = newUserData()
    app = await launch({ app: fixture, userData })
    await app.page.evaluate(() => { localStorage.setItem('kept', 'yes') })
    await app.close()
    app = await launch({ app: fixture, userData })
    expect(await app.page.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
    await app.kill()
    expect(await app.close()).toBeNull()
    app = await launch({ app: fixture, userData })
    expect(await app.page.title()).toBe('Feature page')
  })
})
