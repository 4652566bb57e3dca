import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { Bridge } from '../../electron/contract/events.ts'
import type { Result } from '../../electron/contract/result.ts'
import type { RouteInput, RouteName, RouteOutput } from '../../electron/contract/routes.ts'
import type { Settings } from '../../electron/contract/schemas.ts'
import { type App, launch, newUserData } from '../e2e/driver.ts'
import { freePort } from './free-port.ts'
import { browserPath } from './rehearsal-browser-path.ts'
import type { Choice } from './rehearsal-browser.ts'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

export interface Beginning {
  /** More arguments of the command line. */
  readonly args?: readonly string[]
  /** A data folder that was used before; a fresh one where left out. */
  readonly userData?: string
  /** What a fresh data folder is set to, beside a redirect port of its own. */
  readonly settings?: Partial<Settings>
  /** What the person at the browser does with the sign-in page; grants where left out. */
  readonly browser?: Choice
}

/** A fresh data folder whose redirect port is free, so that tests and an open Packbench do not meet. */
export async function freshUserData(settings: Partial<Settings> = {}): Promise<string> {
  const folder = newUserData()
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ redirectPort: await freePort(), ...settings }))
  return folder
}

/** Starts the app with a browser that goes through the sign-in by itself. */
export async function begin({ userData, settings = {}, browser = 'grant', args = [] }: Beginning = {}): Promise<App> {
  const folder = userData ?? await freshUserData(settings)
  return launch({ userData: folder, args, env: { BROWSER: browserPath(folder), REHEARSAL_BROWSER: browser } })
}

/** What the person at the browser does from now on. */
export async function atTheBrowser({ electron }: App, choice: Choice): Promise<void> {
  await electron.evaluate((_electron, said) => { process.env['REHEARSAL_BROWSER'] = said }, choice)
}

/** Asks the main process as the window does. @throws where the answer is a no */
export async function ask<N extends RouteName>(page: Page, route: N, input: RouteInput<N>): Promise<RouteOutput<N>> {
  const result = await page.evaluate(([name, what]) => window.bridge.invoke(name, what), [route, input] as const) as Result<RouteOutput<N>> // the contract's promise for this route
  if (!result.ok) throw new Error(`${route}: ${result.error.code} ${result.error.detail ?? ''}`)
  return result.value
}

/** From Welcome into the demo store, signed in, its orders read. */
export async function openDemoStore({ page }: App): Promise<void> {
  await page.getByRole('button', { name: 'Open the demo store' }).click()
  await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
  await page.getByRole('tab', { name: /^To ship\s*120$/ }).waitFor({ timeout: 20_000 })
}

/** Where one stands, as a person sees it. */
export interface Signposts {
  /** The screen's title. */
  readonly title: () => Promise<string>
  /** The badge of the outbox, such as `all sent`. */
  readonly outbox: () => Promise<string>
}

export function signpostsOf(page: Page): Signposts {
  return {
    title: async () => (await page.getByRole('heading', { level: 1 }).textContent() ?? '').trim(),
    outbox: async () => (await page.getByRole('link', { name: /^Outbox: / }).getAttribute('aria-label') ?? '').replace(/^Outbox: /, '')
  }
}

/** Types into the search of the list of orders; an empty text shows all. */
export async function searchFor(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search orders' }).fill(text)
}

/** Where the app's own rehearsal server is, once it runs. */
export async function rehearsalAddress(page: Page): Promise<string> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const { address } = await ask(page, 'rehearsal.state', undefined)
    if (address !== null) return address
    await page.waitForTimeout(50)
  }
  throw new Error('The rehearsal server does not run')
}

/** Pastes as the keyboard would, without the clipboard of the machine. */
export async function pasteInto(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

/** What the person answers when asked where to save. */
export async function saveTo({ electron }: App, file: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }) }, file)
}

/** Connects a store at an address of its own through the form, from wherever one is. */
export async function connectStore(page: Page, store: { readonly name: string; readonly address: string; readonly clientId: string; readonly secretKey: string }): Promise<void> {
  const title = await page.getByRole('heading', { level: 1 }).textContent()
  if (title === 'Welcome') await page.getByRole('button', { name: 'Connect a Joom store' }).click()
  else {
    await page.keyboard.press('F7')
    await page.getByRole('link', { name: 'Connect a store' }).first().click()
  }
  await page.getByLabel('Name').fill(store.name)
  await page.getByLabel('Environment').selectOption({ label: 'Another address' })
  await page.getByLabel('Address', { exact: true }).fill(store.address)
  await page.getByLabel('Client ID').fill(store.clientId)
  await page.getByLabel('Secret Key').fill(store.secretKey)
  await page.getByRole('button', { name: 'Save and request authorization' }).click()
  await page.getByText(/^Joom answers “.*”\. Orders can be read\.$/).waitFor()
}

/** The orders of the list, without its bands. */
export const orderRows = (page: Page): Locator => page.getByRole('grid').getByRole('row').filter({ has: page.getByRole('checkbox', { name: /^Select order of / }) })
/** The panel of an order. */
export const orderPanel = (page: Page, id: string): Locator => page.getByRole('region', { name: `Order ${id}` })

/** Finds an order by its id in a view of the list, such as `To ship`, and opens it. */
export async function openOrder(page: Page, view: string, id: string): Promise<Locator> {
  await page.getByRole('tab', { name: new RegExp(`^${view}\\b`) }).click()
  await searchFor(page, id)
  const panel = orderPanel(page, id)
  for (let tries = 0; tries < 50; tries++) {
    // The list that was there before the search goes when the new one comes.
    if (await orderRows(page).count() === 1) await orderRows(page).first().click()
    if (await panel.getByRole('heading', { name: 'History' }).waitFor({ timeout: 400 }).then(() => true, () => false)) return panel
  }
  throw new Error(`The view ${view} has no order ${id}`)
}
