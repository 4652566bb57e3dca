import { describe, expect, it } from 'vitest'
import { FakeMain, orderRow, outboxRow, shipment, store as first } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

const real = storeView(1, { name: 'Nordlicht', color: 'blue' })
const demo = storeView(2, { name: 'Demo store', color: 'teal', environment: 'rehearsal' })
const rehearsed = { connectionId: demo.id, environment: 'rehearsal' as const }

function mainWith(stores = [real, demo]): FakeMain {
  const main = new FakeMain([orderRow(1), orderRow(2, rehearsed), orderRow(3)])
  main.answers.set('connections.list', () => stores)
  return main
}
const framed = (screen: OpenWindow): boolean => screen.find('.app').classList.contains('rehearses')
const lines = (screen: OpenWindow): string[] => screen.all('.orders-grid [data-index]').map((row) => row.textContent.replace(/\s+/g, ' '))
async function choose(screen: OpenWindow, words: string): Promise<void> {
  const button = screen.button(/^Stores shown/)
  button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'mouse' }))
  await screen.click(button)
  const item = screen.all('[role="menuitemcheckbox"]').find((one) => one.textContent.includes(words))
  if (item === undefined) throw new Error(`The menu has no ${words}: ${screen.all('[role="menuitemcheckbox"]').map((one) => one.textContent).join(' | ')}`)
  await screen.click(item)
  await screen.wait(200)
}

describe('the window with stores of both kinds', () => {
  it('is framed, has a column for the store, and says of each rehearsal order that it is one', async () => {
    const screen = await openWindow(mainWith(), '/orders')
    expect(framed(screen)).toBe(true)
    expect(screen.text()).toContain('with rehearsal')
    expect(lines(screen)[0]).toContain('Nordlicht')
    expect(lines(screen)[0]).not.toContain('rehearsal')
    expect(lines(screen)[1]).toMatch(/rehearsal ?Demo store/)
  })

  it('is narrowed by the switch to a world or a store, remembers it, and loses the frame with the rehearsal', async () => {
    const main = mainWith()
    const screen = await openWindow(main, '/orders')
    await choose(screen, 'Real stores')
    expect(main.inputOf('orders.overview')).toMatchObject({ filter: { connectionId: null, world: 'real' } })
    expect(main.settings.shownStores).toBe('real')
    expect(framed(screen)).toBe(false)
    await choose(screen, 'Demo store')
    expect(main.inputOf('orders.rows')).toMatchObject({ filter: { connectionId: demo.id, world: null } })
    expect(framed(screen)).toBe(true)
  })

  it('opens as it was left', async () => {
    const main = mainWith()
    main.settings = { ...main.settings, shownStores: '1' }
    const screen = await openWindow(main, '/orders')
    expect(main.inputOf('orders.overview')).toMatchObject({ filter: { connectionId: first } })
    expect(screen.button(/^Stores shown/).textContent).toContain('Nordlicht')
  })

  it('closes an order and forgets a selection that belong to a store no longer shown', async () => {
    const main = mainWith()
    const screen = await openWindow(main, '/orders')
    await screen.click(screen.find('[data-index="1"]'))
    await screen.wait(300)
    expect(screen.text()).toContain('26VE0002')
    await screen.click(screen.find('[data-index="1"] input[type="checkbox"]'))
    await screen.wait(300)
    expect(screen.text()).toContain('1 selected')
    await choose(screen, 'Real stores')
    expect(screen.all('.side')).toHaveLength(0)
    expect(screen.text()).not.toContain('1 selected')
  })

  it('takes no action with both kinds selected, but offers to keep the ones or the others', async () => {
    const screen = await openWindow(mainWith(), '/orders')
    for (const index of [0, 1, 2]) await screen.click(screen.find(`[data-index="${String(index)}"] input[type="checkbox"]`))
    await screen.wait(400)
    expect(screen.text()).toContain('Real and rehearsal never mix')
    expect(screen.all('.bulk .btn').map((button) => button.textContent.trim()).join()).not.toMatch(/Print|Confirm/)
    await screen.press('F10')
    expect(screen.all('[role="dialog"]')).toHaveLength(0)
    await screen.click(screen.button('the 2 real ones'))
    await screen.wait(200)
    expect(screen.button(/^Confirm 2 shipments/).disabled).toBe(false)
  })

  it('says in every form that nothing of the rehearsal reaches Joom, and says nothing of it for real orders', async () => {
    const screen = await openWindow(mainWith(), '/orders')
    for (const [index, said] of [[1, true], [0, false]] as const) {
      await screen.click(screen.find(`[data-index="${String(index)}"]`))
      await screen.wait(400)
      for (const words of ['Confirm shipment', 'Refund $']) {
        await screen.click(screen.button(words))
        await screen.wait(100)
        expect(screen.find('[role="dialog"]').textContent.includes('Rehearsal: nothing of this reaches Joom.'), `${words} ${String(index)}`).toBe(said)
        await screen.press('Escape')
        await screen.wait(300)
      }
    }
  })

  it('says what a code is that belongs to a store not shown, and leads there', async () => {
    const main = mainWith()
    main.settings = { ...main.settings, shownStores: 'real' }
    main.orders = [orderRow(1)]
    const screen = await openWindow(main, '/orders')
    const usual = { views: { to_ship: 0, shipped: 0, refunded: 0, review: 0, all: 0 }, urgencies: { late: 0, h6: 0, h24: 0, h48: 0, intime: 0, none: 0 }, marks: { to_print: 0, printed: 0, in_outbox: 0, needs_you: 0, same_recipient: 0, unreadable: 0 }, now: Date.now(), total: 0, bands: [] }
    main.answers.set('orders.overview', () => ({ ...usual, elsewhere: { world: 'rehearsal', order: { connectionId: demo.id, store: 'Demo store', joomId: '26VE0002' } } }))
    await screen.type(screen.find('#orders-search'), 'RSSGEA0W')
    await screen.wait(400)
    expect(screen.text()).toContain('This is a rehearsal slip')
    expect(screen.text()).toContain('RSSGEA0W stands for order 26VE0002 of Demo store')
    await screen.click(screen.button('Show Demo store'))
    expect(main.settings.shownStores).toBe('2')
  })
})

describe('the records of a disconnected rehearsal', () => {
  it('frame the window where they are listed, and say what they are', async () => {
    const main = mainWith([real])
    main.answers.set('connections.past', () => [{ id: demo.id, name: 'Demo store', color: 'teal', environment: 'rehearsal', address: '', storeId: '', clientId: '', removedAt: 1, orders: 1, kept: 'shown' }])
    const screen = await openWindow(main, '/orders')
    expect(framed(screen)).toBe(false)
    await screen.click(screen.button(/^All/))
    await screen.wait(300)
    expect(framed(screen)).toBe(true)
    expect(lines(screen)[1]).toMatch(/rehearsal ?Demo store/)
  })
})

describe('the window with one kind only', () => {
  it('has no frame and no word for real stores, and only a frame for the rehearsal', async () => {
    const two = await openWindow(mainWith([real, storeView(3, { name: 'Kısmet', color: 'green' })]), '/orders')
    expect(framed(two)).toBe(false)
    expect(two.text()).not.toContain('rehearsal')
  })

  it('has no switch and no column for a single store, and a frame where it is the rehearsal', async () => {
    const main = mainWith([demo])
    main.orders = [orderRow(2, rehearsed)]
    const screen = await openWindow(main, '/orders')
    expect(framed(screen)).toBe(true)
    expect(screen.all('.orders-grid.stores')).toHaveLength(0)
    expect(() => screen.button(/^Stores shown/)).toThrow('No button')
    expect(lines(screen)[0]).not.toContain('Demo store')
  })
})

describe('the outbox of several stores', () => {
  it('says whose each command is and asks for those of the stores that are shown', async () => {
    const main = mainWith()
    main.commands = [outboxRow(11, main.orders[0]!, shipment('X1')), outboxRow(12, main.orders[1]!, shipment('X2'))]
    const screen = await openWindow(main, '/outbox')
    const commands = (): string[] => screen.all('.cmd').map((line) => line.textContent.replace(/\s+/g, ' '))
    expect(commands()[0]).toContain('Nordlicht')
    expect(commands()[1]).toMatch(/rehearsal ?Demo store/)
    await choose(screen, 'Rehearsal')
    expect(main.inputOf('outbox.rows')).toMatchObject({ stores: { connectionId: null, world: 'rehearsal' } })
    expect(main.inputOf('outbox.summary')).toMatchObject({ world: 'rehearsal' })
  })
})

describe('the form of a store', () => {
  it('begins a new store with a colour that no other has, and keeps the colour and the return address that are chosen', async () => {
    const main = new FakeStores([real, demo])
    const screen = await openWindow(main, '/connections/new')
    const colors = (): HTMLInputElement[] => screen.all('[role="radiogroup"] input[name="store-color"]') as HTMLInputElement[] // what the selector names
    expect(colors().find((one) => one.checked)?.value).toBe('green')
    const violet = colors().find((one) => one.value === 'violet')
    violet?.click()
    await screen.wait()
    const field = (label: string): HTMLElement => screen.find(`#${screen.all('label').find((one) => one.textContent.startsWith(label))?.getAttribute('for') ?? ''}`)
    await screen.type(field('Name'), 'Kısmet')
    await screen.type(field('Client ID'), 'client')
    await screen.type(field('Secret Key'), 'secret')
    await screen.type(field('Return address'), 'Şişli 1\nİstanbul')
    await screen.click(screen.button(/^Save$/))
    await screen.wait(50)
    expect(main.inputOf('connections.add')).toMatchObject({ name: 'Kısmet', color: 'violet', returnAddress: 'Şişli 1\nİstanbul' })
    expect(screen.text()).toContain('Choose a picture')
  })

  it('shows the logo that was chosen, and says why a file is none', async () => {
    const main = new FakeStores([real])
    const screen = await openWindow(main, '/connections')
    main.answers.set('connections.chooseLogo', () => null)
    await screen.click(screen.button('Choose a picture'))
    expect(screen.all('img[alt="Logo of Nordlicht"]')).toHaveLength(0)
    main.answers.set('connections.chooseLogo', () => ({ ...real, logo: 'abc' }))
    await screen.click(screen.button('Choose a picture'))
    expect(screen.find('img[alt="Logo of Nordlicht"]').getAttribute('src')).toBe('/logo/1?abc')
    main.answers.delete('connections.chooseLogo')
    await screen.click(screen.button('Choose another picture'))
    expect(screen.all('[role="alert"]')).toHaveLength(1)
    expect(screen.find('img[alt="Logo of Nordlicht"]').getAttribute('src')).toBe('/logo/1?abc')
    main.answers.set('connections.removeLogo', () => real)
    await screen.click(screen.button('Remove the logo'))
    expect(screen.all('img[alt="Logo of Nordlicht"]')).toHaveLength(0)
  })
})

