import { describe, expect, it } from 'vitest'
import { Trouble } from '../../../../electron/contract/result.ts'
import { noon } from '../support/fake-main.ts'
import { openWindow, useWindow, type OpenWindow } from '../support/open-window.ts'
import { FakeStores, storeView } from './fake-stores.ts'

useWindow()

const field = (window: OpenWindow, label: string): HTMLInputElement => {
  const found = window.all('label').find(({ textContent }) => textContent.startsWith(label))
  return window.find(`[id="${found?.getAttribute('for') ?? ''}"]`) as HTMLInputElement
}
const dialog = (window: OpenWindow): HTMLElement => window.find('[role="dialog"]')

describe('a store', () => {
  it('keeps the Secret Key to itself: the field is empty after saving and says that one is kept', async () => {
    const main = new FakeStores([storeView(1, { secretSavedAt: null, status: 'new' })])
    const window = await openWindow(main, '/connections/1')
    await window.type(field(window, 'Secret Key'), 's3cret')
    await window.click(window.button(/^Save$/))
    await window.wait()
    expect(main.inputOf('connections.change')).toMatchObject({ secretKey: 's3cret' })
    expect(field(window, 'Secret Key').value).toBe('')
    expect(field(window, 'Secret Key').placeholder).toContain('kept')
    expect(document.body.innerHTML).not.toContain('s3cret')
  })

  it('sends no Secret Key where none was typed, so that the kept one stays', async () => {
    const main = new FakeStores([storeView(1)])
    const window = await openWindow(main, '/connections/1')
    await window.type(field(window, 'Name'), 'Nordlicht')
    await window.click(window.button(/^Save$/))
    expect(main.inputOf('connections.change')).not.toHaveProperty('secretKey')
    expect(main.stores[0]?.name).toBe('Nordlicht')
  })

  it('says beside each field what is missing, sends nothing, and goes to the first of them', async () => {
    const main = new FakeStores([])
    const window = await openWindow(main, '/connections/new')
    await window.click(window.button('Save and request authorization'))
    expect(field(window, 'Name').getAttribute('aria-invalid')).toBe('true')
    const told = field(window, 'Client ID').getAttribute('aria-describedby') ?? ''
    expect(window.find(`[id="${told}"]`).textContent).toContain('Paste the Client ID')
    expect(document.activeElement).toBe(field(window, 'Name'))
    expect(main.countOf('connections.add')).toBe(0)
  })

  it('asks for the Secret Key anew where the address becomes another: the kept one never goes elsewhere', async () => {
    const main = new FakeStores([storeView(1, { environment: 'custom', address: 'https://one.example' })])
    const window = await openWindow(main, '/connections/1')
    await window.type(field(window, 'Address'), 'https://two.example')
    await window.click(window.button(/^Save$/))
    expect(window.text()).toContain('type it anew for this one')
    expect(main.countOf('connections.change')).toBe(0)
  })

  it('shows what main says of one field beside that field', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('connections.change', () => { throw new Trouble({ code: 'connection_name_taken', params: { name: 'Kısmet' } }) })
    const window = await openWindow(main, '/connections/1')
    await window.type(field(window, 'Name'), 'Kısmet')
    await window.click(window.button(/^Save$/))
    await window.wait()
    expect(window.find(`[id="${field(window, 'Name').getAttribute('aria-describedby') ?? ''}"]`).textContent).toContain('already called so')
    expect(field(window, 'Name').value).toBe('Kısmet')
  })

  it('copies the redirect address', async () => {
    const main = new FakeStores([storeView(1)])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Copy'))
    expect(main.inputOf('app.copy')).toEqual({ text: 'http://localhost:41917/joom/callback' })
  })
})

describe('the guide', () => {
  it('names what a newcomer presses in Joom’s panel, in English and in Turkish, and what to do where only https:// is taken', async () => {
    const window = await openWindow(new FakeStores([]), '/connections/new')
    const guide = window.find('.guide').textContent
    for (const name of ['Open a New Store', 'General Information', 'Identity Number', 'API Applications', 'Create New Application', 'Title', 'Store', 'Redirection URL', 'Client ID Number', 'Secret Key', 'Status', 'Grant']) expect(guide, name).toContain(name)
    const turkish = window.all('.guide [lang="tr"]').map((names) => names.textContent).join(' · ')
    for (const name of ['Yeni Mağaza Aç', 'Genel Bilgi', 'Kimlik No', 'API Uygulamaları', 'Yeni Uygulama Oluştur', 'Unvan', 'Mağaza', 'Yeniden Yönlendirme URL’si', 'Müşteri Kimlik Numarası', 'Gizli Anahtar', 'Durum']) expect(turkish.split(' · '), name).toContain(name)
    expect(guide).toContain('Enter any https:// address of your own, request authorization here, press “Open it without the address”')
  })
})

describe('the authorization', () => {
  it('is the next step after a save, and not of a store that is signed in', async () => {
    for (const status of ['new', 'authorized'] as const) {
      const window = await openWindow(new FakeStores([storeView(1, { status })]), '/connections/1')
      await window.type(field(window, 'Name'), 'Kısmet')
      await window.click(window.button(/^Save$/))
      await window.wait(20)
      expect(document.activeElement === window.button(status === 'new' ? 'Request authorization' : 'Authorize again'), status).toBe(status === 'new')
    }
  })

  it('waits for the browser, ends well, and is tested at once', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization' })])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Request authorization'))
    await window.wait()
    expect(window.text()).toContain('press Grant on the page that has opened')
    main.browserAnswers(null)
    await window.wait()
    await window.wait()
    expect(window.text()).toContain('Joom answers “Welcome!”')
    expect(window.text()).toContain('authorized until')
  })

  it('says what to do where it fails, with Joom’s words a click away, and can be tried again', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization' })])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Request authorization'))
    main.browserAnswers({ code: 'signin_wrong_secret', detail: 'invalid_client', requestId: '5c1e77' })
    await window.wait()
    const note = window.find('[role="alert"]')
    expect(note.textContent).toContain('Copy both anew')
    expect(note.querySelector('details')?.textContent).toContain('invalid_client')
    expect(note.querySelector('details')?.textContent).toContain('5c1e77')
    await window.click(window.button('Request authorization'))
    await window.wait()
    expect(main.countOf('connections.authorize')).toBe(2)
    expect(window.all('[role="alert"]')).toHaveLength(0)
  })

  it('keeps the failure for the one who looked elsewhere meanwhile', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization' })])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Request authorization'))
    await window.press('F8')
    await window.wait(20)
    main.browserAnswers({ code: 'signin_timeout', params: { minutes: 5 } })
    await window.wait()
    await window.press('F7')
    await window.wait(20)
    expect(window.text()).toContain('within 5 minutes')
  })

  it('can be cancelled, which is no alarm', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization' })])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Request authorization'))
    await window.wait()
    await window.click(window.button('Cancel the sign-in'))
    await window.wait()
    expect(window.text()).toContain('Nothing has changed')
    expect(window.all('[role="alert"]')).toHaveLength(0)
  })

  it('gives the address to copy where the browser could not be opened, while it goes on waiting', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization' })])
    main.answers.set('connections.authorize', () => {
      main.stores = [storeView(1, { status: 'needs_authorization', signIn: 'waiting_for_browser' })]
      main.emit('connections.changed')
      throw new Trouble({ code: 'signin_browser', params: { address: 'https://joom.example/authorize?x=1' } })
    })
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Request authorization'))
    await window.wait()
    await window.click(window.button('Copy the address'))
    expect(main.inputOf('app.copy')).toEqual({ text: 'https://joom.example/authorize?x=1' })
    expect(window.button('Cancel the sign-in')).toBeTruthy()
  })

  it('says that it is granted while the permission is fetched, and offers nothing that would do nothing', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization', signIn: 'exchanging' })])
    const window = await openWindow(main, '/connections/1')
    expect(window.all('.waits').map((note) => note.textContent)).toEqual([expect.stringContaining('Granted.')])
    expect(window.all('.waits .btn')).toHaveLength(0)
  })

  it('asks whose an answer without its mark is, and uses it only at the person’s word', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization' })])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Request authorization'))
    await window.wait()
    expect(window.text()).not.toContain('I have just pressed Grant')
    main.stores = [storeView(1, { status: 'needs_authorization', signIn: 'answer_held', trouble: { since: noon, code: 'signin_no_state', message: '' } })]
    main.emit('connections.changed')
    await window.wait()
    expect(window.text()).toContain('needs your word')
    expect(window.all('[role="alert"]')).toHaveLength(0)
    expect(window.all('.waits .btn').map((button) => button.textContent)).toEqual(['I have just pressed Grant: use it', 'Cancel the sign-in', 'Paste the code instead'])
    expect(main.countOf('connections.useHeldAnswer')).toBe(0)
    main.answers.set('connections.useHeldAnswer', () => {
      main.browserAnswers(null)
      return main.stores[0]
    })
    await window.click(window.button('I have just pressed Grant: use it'))
    await window.wait(20)
    expect(main.inputOf('connections.useHeldAnswer')).toEqual({ id: 1 })
    expect(window.text()).toContain('Joom answers “Welcome!”')
  })

  it('takes a pasted code', async () => {
    const main = new FakeStores([storeView(1, { status: 'needs_authorization' })])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Paste the code instead'))
    await window.type(dialog(window).querySelector('textarea') as HTMLElement, '  abc123 ')
    await window.click(window.button('Sign in with it'))
    await window.wait(20)
    expect(main.inputOf('connections.pasteCode')).toEqual({ id: 1, pasted: 'abc123' })
    expect(window.all('[role="dialog"]')).toHaveLength(0)
  })

  it('saves what was typed before it sends anybody to the browser', async () => {
    const main = new FakeStores([])
    const window = await openWindow(main, '/connections/new')
    await window.type(field(window, 'Name'), 'Nordlicht')
    await window.type(field(window, 'Client ID'), 'c')
    await window.type(field(window, 'Secret Key'), 'k')
    await window.click(window.button('Save and request authorization'))
    await window.wait(20)
    const order = main.asked.map(([route]) => route).filter((route) => route === 'connections.add' || route === 'connections.authorize')
    expect(order).toEqual(['connections.add', 'connections.authorize'])
    expect(main.inputOf('connections.authorize')).toEqual({ id: 50, registered: false })
  })
})

describe('what was typed', () => {
  const typeThenLeave = async () => {
    const main = new FakeStores([storeView(1), storeView(2)])
    const window = await openWindow(main, '/connections/1')
    await window.type(field(window, 'Name'), 'Changed')
    await window.press('F8')
    await window.wait(20)
    return { main, window }
  }

  it('is not lost by going elsewhere: it is asked first, and Esc stays', async () => {
    const { window } = await typeThenLeave()
    expect(dialog(window).textContent).toContain('Save the changes of Store 1?')
    await window.press('Escape')
    await window.wait(20)
    expect(window.find('h1').textContent).toBe('Connections')
    expect(field(window, 'Name').value).toBe('Changed')
  })

  it('can be saved on the way out', async () => {
    const { main, window } = await typeThenLeave()
    await window.click([...dialog(window).querySelectorAll('button')].at(-1) as HTMLElement)
    await window.wait(50)
    await window.wait(50)
    expect(main.stores[0]?.name).toBe('Changed')
    expect(window.find('h1').textContent).toBe('Settings')
  })

  it('can be given up', async () => {
    const { main, window } = await typeThenLeave()
    await window.click(window.button('Discard changes'))
    await window.wait(50)
    await window.wait(50)
    expect(main.countOf('connections.change')).toBe(0)
    expect(window.find('h1').textContent).toBe('Settings')
  })

  it('stays where main announces something of the same store', async () => {
    const main = new FakeStores([storeView(1)])
    const window = await openWindow(main, '/connections/1')
    await window.type(field(window, 'Name'), 'Half typ')
    main.stores = [storeView(1, { readAt: noon })]
    main.emit('connections.changed')
    await window.wait()
    expect(field(window, 'Name').value).toBe('Half typ')
  })
})

describe('disconnecting', () => {
  it('is asked first, and Esc keeps the store', async () => {
    const main = new FakeStores([storeView(1), storeView(2)])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Disconnect Store 1'))
    await window.press('Escape')
    await window.wait(20)
    expect(main.countOf('connections.remove')).toBe(0)
    await window.click(window.button('Disconnect Store 1'))
    await window.click([...dialog(window).querySelectorAll('button')].at(-1) as HTMLElement)
    await window.wait(20)
    expect(main.inputOf('connections.remove')).toEqual({ id: 1, orders: 'keep' })
    expect(window.find('h2:not([id])').textContent).toBeTruthy()
    expect(window.all('[aria-current="true"]').map(({ textContent }) => textContent).join()).toContain('Store 2')
  })

  it('says why it cannot be while confirmations are on their way', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('connections.remove', () => { throw new Trouble({ code: 'connection_has_commands' }) })
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Disconnect Store 1'))
    await window.click([...dialog(window).querySelectorAll('button')].at(-1) as HTMLElement)
    await window.wait()
    expect(dialog(window).textContent).toContain('have not reached their end')
  })

  it('asks what becomes of the orders, keeps them where nothing else is said, and erases where that is chosen', async () => {
    const main = new FakeStores([storeView(1), storeView(2)])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Disconnect Store 1'))
    await window.wait(20)
    expect(dialog(window).textContent).toContain('What becomes of its 12 orders?')
    const [keep, erase] = [...dialog(window).querySelectorAll<HTMLInputElement>('input[type="radio"]')]
    expect(keep?.checked).toBe(true)
    erase!.checked = true
    erase!.dispatchEvent(new Event('change', { bubbles: true }))
    await window.wait()
    await window.click([...dialog(window).querySelectorAll('button')].at(-1) as HTMLElement)
    await window.wait(20)
    expect(main.inputOf('connections.remove')).toEqual({ id: 1, orders: 'erase' })
  })

  it('is not offered while commands are open, and leads to the outbox', async () => {
    const main = new FakeStores([storeView(1)])
    main.answers.set('connections.holdings', () => ({ orders: 3, openCommands: 2 }))
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Disconnect Store 1'))
    await window.wait(20)
    expect(dialog(window).textContent).toContain('2 confirmations of this store have not reached their end')
    expect(([...dialog(window).querySelectorAll('button')].at(-1) as HTMLButtonElement).disabled).toBe(true)
    await window.click(window.button('See the outbox'))
    await window.wait(50)
    expect(window.find('h1').textContent).toBe('Outbox')
  })

  it('leaves a record whose personal data can be erased later, once that is confirmed', async () => {
    const main = new FakeStores([storeView(1)])
    let kept = 'shown'
    main.answers.set('connections.past', () => [{ id: 7, name: 'Gone', environment: 'production', address: '', storeId: '', clientId: '', removedAt: noon, orders: 4, kept }])
    main.answers.set('connections.erase', () => { kept = 'erased' })
    const window = await openWindow(main, '/connections/1')
    expect(window.text()).toContain('4 orders kept as a record')
    await window.click(window.button('Erase personal data'))
    await window.wait(20)
    expect(main.countOf('connections.erase')).toBe(0)
    await window.click([...dialog(window).querySelectorAll('button')].at(-1) as HTMLElement)
    await window.wait(20)
    expect(main.inputOf('connections.erase')).toEqual({ id: 7 })
    expect(window.text()).toContain('4 orders, personal data erased')
  })
})

describe('a store that was connected before', () => {
  it.each([['Take up its orders', 'take_up'], ['Connect anew', 'anew']])('is asked about, and “%s” is done', async (words, earlier) => {
    const main = new FakeStores([])
    const add = main.answers.get('connections.add')!
    main.answers.set('connections.add', ((form: { earlier?: string }) => {
      if (form.earlier === undefined) throw new Trouble({ code: 'connection_known', params: { name: 'Nordlicht', orders: 9 } })
      return add(form as never)
    }))
    const window = await openWindow(main, '/connections/new')
    await window.type(field(window, 'Name'), 'Nordlicht')
    await window.type(field(window, 'Client ID'), 'c')
    await window.type(field(window, 'Secret Key'), 's3cret')
    await window.click(window.button('Save and request authorization'))
    await window.wait(20)
    expect(dialog(window).textContent).toContain('9 orders of this store are here')
    await window.click(window.button(words))
    await window.wait(50)
    expect(main.inputOf('connections.add')).toMatchObject({ name: 'Nordlicht', secretKey: 's3cret', earlier })
    expect(main.countOf('connections.authorize')).toBe(1)
  })
})

describe('the trouble of a store', () => {
  it.each([
    ['unavailable', 'connect ECONNREFUSED', 'unreachable since', 'Joom cannot be reached: “connect ECONNREFUSED”'],
    ['unreadable', 'HTTP 200, not JSON', 'not read since', 'Joom answered, but not with the orders: “HTTP 200, not JSON”'],
    ['refused', 'api.forbidden', 'not read since', 'Joom answered, but not with the orders: “api.forbidden”'],
    ['throttled', '', 'not read since', 'Joom asks for a pause']
  ])('of the kind %s is called by its name', async (code, message, status, about) => {
    const window = await openWindow(new FakeStores([storeView(1, { trouble: { since: noon, code, message } })]), '/connections/1')
    expect(window.find('.form header').textContent).toContain(status)
    expect(window.find('.note.warn').textContent).toContain(about)
    expect(window.find('footer.foot').textContent).toContain(status)
  })

  it.each<[string, object, string, string]>([
    ['unavailable', { problem: 'server' }, 'not read since', 'Joom’s server at https://api.example answers that it cannot serve just now.'],
    ['unavailable', { problem: 'redirect' }, 'not read since', 'Open any page in the browser, sign in to the network'],
    ['unavailable', { problem: 'certificate_time' }, 'not read since', 'Set the computer’s clock right'],
    ['unavailable', { problem: 'name' }, 'unreachable since', 'The network does not know the address https://api.example.'],
    ['refused', { problem: 'code', code: '1234' }, 'not read since', 'Joom answered and said no (code 1234).']
  ])('of the kind %s %j says who answered and what to do', async (code, params, status, about) => {
    const window = await openWindow(new FakeStores([storeView(1, { address: 'https://api.example', trouble: { since: noon, code, message: '', params: params as Record<string, string> } })]), '/connections/1')
    expect(window.find('.form header').textContent).toContain(status)
    expect(window.find('.note.warn').textContent).toContain(about)
    expect(window.find('footer.foot').textContent).toContain(status)
  })

  it('has the code of Joom’s no among the exact words, also where Joom said nothing else', async () => {
    const main = new FakeStores([storeView(1, { trouble: { since: noon, code: 'refused', message: '', params: { problem: 'code', code: '1234' } } })])
    const window = await openWindow(main, '/connections/1')
    await window.click(window.button('Copy for support'))
    expect(main.inputOf<{ text: string }>('app.copy').text).toContain('code 1234')
  })

  it('shows its request-id a click away, and copies it', async () => {
    const main = new FakeStores([storeView(1, { trouble: { since: noon, code: 'unreadable', message: 'HTTP 200', requestId: 'r-42' } })])
    const window = await openWindow(main, '/connections/1')
    expect(window.find('.note.warn details').textContent).toContain('request-id r-42')
    await window.click(window.button('Copy for support'))
    expect(main.inputOf<{ text: string }>('app.copy').text).toContain('r-42')
  })
})
