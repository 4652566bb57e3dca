import { expect, it } from 'vitest'
import { openWindow, useWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

it('opens the demo store with D, waits for the browser, and goes on to the orders by itself', async () => {
  const main = new FakeStores([])
  const window = await openWindow(main, '/welcome')
  await window.press('d')
  await window.wait()
  expect(window.text()).toContain('Waiting for your browser')
  main.browserAnswers(null)
  await window.wait(20)
  await window.wait(20)
  expect(window.find('h1').textContent).toBe('Orders')
  expect(window.find('.env').textContent).toBe('rehearsal')
})

it('cancels the sign-in and offers it again', async () => {
  const main = new FakeStores([])
  const window = await openWindow(main, '/welcome')
  await window.click(window.button('Open the demo store'))
  await window.click(window.button('Cancel the sign-in'))
  await window.wait()
  expect(window.button('Open the demo store').disabled).toBe(false)
  expect(window.find('h1').textContent).toBe('Welcome')
})

it('says what to do where the sign-in failed, tries again, and shows the way to the port', async () => {
  const main = new FakeStores([])
  const window = await openWindow(main, '/welcome')
  await window.click(window.button('Open the demo store'))
  main.browserAnswers({ code: 'signin_port_in_use', params: { port: 41_917 } })
  await window.wait()
  expect(window.find('[role="alert"]').textContent).toContain('port 41917')
  expect(window.find('[role="alert"] a').textContent).toContain('Settings')
  await window.click(window.button('Try again'))
  expect(main.countOf('connections.openDemo')).toBe(2)
})

it('goes to an empty form with C', async () => {
  const window = await openWindow(new FakeStores([]), '/welcome')
  await window.press('c')
  await window.wait(20)
  expect(window.find('h1').textContent).toBe('Connections')
  expect(window.find('form h2').textContent).toBe('New store')
})

it('offers to go on only where a store has been signed in', async () => {
  const window = await openWindow(new FakeStores([storeView(1, { status: 'new' })]), '/welcome')
  expect(window.text()).not.toContain('Go on to your orders')
})
