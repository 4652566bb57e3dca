import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, atTheBrowser, begin, searchFor, type Signposts, signpostsOf } from '../support/journey.ts'
import { startQuirkyJoom, type QuirkyJoom } from '../support/quirky-joom.ts'
import { type App, remove } from './driver.ts'

let app: App
let page: Page
let joom: QuirkyJoom
let see: Signposts
beforeAll(async () => {
  joom = await startQuirkyJoom({ open: 3, rest: 0 })
  app = await begin({ browser: 'refuse' })
  ;({ page } = app)
  see = signpostsOf(page)
})
afterAll(async () => {
  await app.close()
  remove(app.userData)
  await joom.stop()
})

const redirectPort = async (): Promise<number> => (await ask(page, 'settings.get', undefined)).redirectPort
const request = (): Promise<void> => page.getByRole('button', { name: 'Request authorization' }).click()
const alert = (): ReturnType<Page['getByRole']> => page.getByRole('alert')

describe('signing in', () => {
  it('ends on the first screen in a sentence where the person refuses, and works at the second try', async () => {
    await page.getByRole('button', { name: 'Open the demo store' }).click()
    await alert().filter({ hasText: 'The permission was not granted.' }).waitFor()
    expect(await see.title()).toBe('Welcome')
    await atTheBrowser(app, 'grant')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    await page.getByRole('tab', { name: /^To ship/ }).waitFor()
  })

  it('says what is wrong with a form before it is saved', async () => {
    await page.keyboard.press('F7')
    await page.getByRole('link', { name: 'Connect a store' }).click()
    await page.getByLabel('Environment').selectOption({ label: 'Another address' })
    await page.getByLabel('Address', { exact: true }).fill('http://joom.example')
    await page.getByRole('button', { name: 'Save and request authorization' }).click()
    await page.getByText('Give the store a name').waitFor()
    await page.getByText('The address must begin with https://').waitFor()
    await page.getByText('Paste the Client ID').waitFor()
    await page.getByText('Paste the Secret Key').waitFor()
    expect(await page.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('has the authorization in sight while a store is typed, and under the next key once it is saved', async () => {
    const inSight = (name: string): Promise<boolean> => page.getByRole('button', { name, exact: true }).evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })
    const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 }
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByLabel('Name').fill('Another Joom')
    await page.getByLabel('Address', { exact: true }).fill(joom.address)
    await page.getByLabel('Client ID').fill(joom.clientId)
    await page.getByLabel('Secret Key').fill('typed-too-early')
    await page.getByRole('heading', { name: 'New store' }).scrollIntoViewIfNeeded()
    expect(await inSight('Save and request authorization')).toBe(true)
    // Lower than that it is out of sight, until it is its turn.
    await page.setViewportSize({ width: 1280, height: 520 })
    expect(await inSight('Save and request authorization')).toBe(false)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const next = page.getByRole('button', { name: 'Request authorization', exact: true })
    await expect.poll(() => next.evaluate((button) => button === document.activeElement)).toBe(true)
    expect(await inSight('Request authorization')).toBe(true)
    await page.setViewportSize({ width, height })
  })

  it('names a wrong Secret Key, and never shows one again', async () => {
    await page.getByLabel('Name').fill('Another Joom')
    await page.getByLabel('Address', { exact: true }).fill(joom.address)
    await page.getByLabel('Client ID').fill(joom.clientId)
    await page.getByLabel('Secret Key').fill('not-the-secret-that-joom-knows')
    await page.getByRole('button', { name: 'Save and request authorization' }).click()
    await alert().filter({ hasText: 'Joom does not accept this Client ID with this Secret Key.' }).waitFor()
    expect(await page.getByLabel('Secret Key').inputValue()).toBe('')
    expect(await page.content()).not.toContain('not-the-secret-that-joom-knows')
  })

  it('waits for a browser that was closed until the person cancels', async () => {
    await page.getByLabel('Secret Key').fill(joom.clientSecret)
    await atTheBrowser(app, 'ignore')
    await page.getByRole('button', { name: 'Save and request authorization' }).click()
    await page.getByText('Sign in and press Grant on the page that has opened in your browser.').waitFor()
    expect(await page.getByLabel('Secret Key').inputValue()).toBe('')
    await page.getByRole('button', { name: 'Cancel the sign-in' }).click()
    await page.getByRole('status').filter({ hasText: 'The sign-in was cancelled. Nothing has changed.' }).waitFor()
  })

  it('says which port another program holds', async () => {
    const port = await redirectPort()
    const other = createServer()
    await once(other.listen(port, '127.0.0.1'), 'listening')
    await request()
    await alert().filter({ hasText: `Another program uses port ${String(port)}` }).waitFor()
    await new Promise((resolve) => { other.close(resolve) })
  })

  it('does not take an answer with another state, and says so', async () => {
    await request()
    await page.getByRole('button', { name: 'Cancel the sign-in' }).waitFor()
    const told = await fetch(`http://localhost:${String(await redirectPort())}/joom/callback?code=stolen&state=guessed`)
    expect(told.status).toBe(400)
    await alert().filter({ hasText: 'An answer came that does not belong to this sign-in' }).waitFor()
    await page.getByRole('button', { name: 'Cancel the sign-in' }).click()
    await page.getByText('The sign-in was cancelled.').waitFor()
    expect((await ask(page, 'connections.list', undefined)).find(({ name }) => name === 'Another Joom')?.status).toBe('new')
  })

  it('takes a refusal that comes without a word', async () => {
    await atTheBrowser(app, 'refuse')
    await request()
    await alert().filter({ hasText: 'The permission was not granted.' }).waitFor()
  })

  it('works after all that, and the test greets', async () => {
    await atTheBrowser(app, 'grant')
    await request()
    await page.getByText('Joom answers “Welcome!”. Orders can be read.').waitFor()
    expect(await alert().count()).toBe(0)
    await page.keyboard.press('F1')
    await searchFor(page, 'Guadalupe')
    await page.getByRole('grid').getByText('Guadalupe Smith').first().waitFor()
  })

  it('keeps every secret out of the window, the log, the settings and the data', async () => {
    // The Secret Key, a code, an access and a refresh token.
    expect(joom.secrets.length).toBeGreaterThanOrEqual(4)
    const heap = await page.evaluate(() => {
      const app = document.querySelector<Element & { __vue_app__?: { config: { globalProperties: { $pinia?: { state: { value: unknown } } } } } }>('#app')
      return JSON.stringify([app?.__vue_app__?.config.globalProperties.$pinia?.state.value ?? 'no stores', localStorage, sessionStorage, location.href])
    })
    expect(heap).toContain('Another Joom')
    const answers = JSON.stringify(await Promise.all([ask(page, 'connections.list', undefined), ask(page, 'settings.get', undefined), ask(page, 'app.info', undefined)]))
    const shown = [await page.content(), heap, answers, app.output()].join('\n')
    for (const secret of [...joom.secrets, 'not-the-secret-that-joom-knows']) expect(shown).not.toContain(secret)
    expect(app.complaints).toEqual([])
    await app.close()
    const files = readdirSync(app.userData, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    expect(files.filter((file) => readFileSync(file).includes(joom.clientId)).map((file) => basename(file))).toContain('packbench.db')
    expect(files.some((file) => file.endsWith('packbench.log'))).toBe(true)
    for (const file of files) {
      const bytes = readFileSync(file)
      for (const secret of [...joom.secrets, 'not-the-secret-that-joom-knows']) {
        for (const form of [secret, Buffer.from(secret).toString('base64').replaceAll('=', ''), Buffer.from(secret, 'utf16le')]) expect(bytes.includes(form), `${file} holds a secret`).toBe(false)
      }
    }
  })
})
