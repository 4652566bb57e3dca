import type { Bridge } from '../../../../electron/contract/events.ts'
import { Trouble, type Result } from '../../../../electron/contract/result.ts'
import type { CommandStory, FulfilItem, ItemProblem, OrderDetail, OrderFilter, OrderOverview, OrderRow, OutboxGroup, OutboxRow, OutboxSummary, RunSheet, RunView, Settings, SlipTemplatesKept } from '../../../../electron/contract/schemas.ts'
import type { Intent } from '../../../../electron/domain/command.ts'
import { urgencies, urgencyOf } from '../../../../electron/domain/deadline.ts'
import type { CommandId, ConnectionId, OrderId, PrintRunId } from '../../../../electron/domain/ids.ts'
import { searchedFor } from '../../../../electron/domain/sheet-code.ts'
import { standardTemplate, type SlipTemplate } from '../../../../electron/domain/slip-template.ts'
import { normaliseTracking } from '../../../../electron/domain/tracking-number.ts'

export const hour = 3_600_000
/** Sunday, 22 November 2026, 10:20 UTC. */
export const noon = Date.UTC(2026, 10, 22, 10, 20)
export const store = 1 as ConnectionId

export function orderRow(id: number, part: Partial<OrderRow> = {}): OrderRow {
  return {
    id: id as OrderId, connectionId: store, environment: 'production', joomId: `26VE${String(id).padStart(4, '0')}`, pickCode: `K${String(id).padStart(7, '0')}`, state: 'APPROVED', stateWord: null, readable: true, gone: false, productName: `Mug ${String(id)}`, sku: `MUG-${String(id)}`, color: 'Lagoon', size: null, quantity: 1,
    recipient: `Buyer ${String(id)}`, country: 'PL', total: '10.10', hasPicture: false, dueAt: noon + id * hour, printedAt: null, savedAt: null, runId: null, trackingNumber: null, shippedDate: null, sameRecipient: 1, recipientKey: `buyer ${String(id)}`, changedAt: null, disconnected: false, command: null, ...part
  }
}

export function outboxRow(id: number, order: OrderRow, intent: Intent, part: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id: id as CommandId, orderId: order.id, joomId: order.joomId, pickCode: order.pickCode, connectionId: order.connectionId, environment: order.environment, hasPicture: false, productName: order.productName, recipient: order.recipient, country: order.country, total: order.total,
    intent, state: 'waiting', createdAt: noon, leavesAt: noon + 30_000, nextAt: null, settledAt: null, sentAt: null, sends: 0, reads: 0, seen: 0, trouble: null, observed: null, dueAt: order.dueAt, stateWord: order.stateWord, vainSince: null, signedIn: true, ...part
  }
}
export const shipment = (trackingNumber: string, provider = 'DHL'): Intent => ({ kind: 'fulfill', provider, trackingNumber, shippingTime: '7-14', note: null })

const groupOf: Readonly<Record<OutboxRow['state'], OutboxGroup>> = { refused: 'needs_you', conflict: 'needs_you', unknown: 'unknown', waiting: 'waiting', due: 'sending', sending: 'sending', done: 'done', undone: 'undone', closed: 'undone' }
const rank: readonly OutboxGroup[] = ['needs_you', 'unknown', 'waiting', 'sending', 'done', 'undone']

/** A run as it is shown, of so many slips, the states of which are given from the first on. */
export function runOf(id: number, part: Partial<RunView> = {}, states: readonly RunSheet['state'][] = ['handed', 'handed']): RunView {
  const count = (...wanted: RunSheet['state'][]): number => states.filter((state) => wanted.includes(state)).length
  return {
    id: id as PrintRunId, kind: 'packing_slip', createdAt: noon, state: 'handed', since: noon, actor: 'Ayşe', paper: '100x150', sheets: states.length, good: count('good'), out: count('handed', 'saved', 'unknown'), left: count('waiting', 'spoiled'), copied: 0, printer: 'Zebra', savedAt: null, rehearsal: false,
    copies: 1, pages: states.length, trouble: null, leftOut: [], changed: [], unread: 0, parts: [], urls: [`/run/${String(id)}.pdf`],
    ledger: states.map((state, at) => ({ position: at + 1, copy: 1, orderId: at + 1 as OrderId, joomId: `26VE${String(at + 1)}`, pickCode: `K${String(at + 1).padStart(7, '0')}`, recipient: `Buyer ${String(at + 1)}`, store: 'Nordlicht', environment: 'production', state, hash: 'aabbccdd', file: 1, page: at + 1, pages: 1, slip: at + 1, printer: 'Zebra', handedAt: noon })),
    ...part
  }
}

type Handler = (input: never) => unknown

/**
 * Stands for the main process behind the bridge: keeps orders and commands in memory and answers as the routes promise. What a
 * test wants otherwise it puts into `answers`.
 */
export class FakeMain {
  orders: OrderRow[]
  commands: OutboxRow[] = []
  holds: OutboxSummary['holds'] = []
  storage: OutboxSummary['storage'] = null
  runs: RunView[] = []
  readonly ownTemplates = new Map<ConnectionId, SlipTemplate>()
  settings: Settings = {
    language: 'en', theme: 'light', contrast: 'normal', density: 'dense', operator: 'Ayşe', undoSeconds: 30, refreshMinutes: 5, provider: 'DHL', shippingTime: '7-14', paper: 'a4', printer: '', dpi: 203, copies: 1, documents: {}, calibrations: [], scanner: null, folders: [], redirectPort: 41_917, requestsPerMinute: 2000, listsPerMinute: 50, sender: '', labelPrinters: [], shownStores: 'all', eraseAfterDays: null, cn22Most: 350, slipLanguage: 'buyer', slipTemplate: standardTemplate, together: false, numberMasks: []
  }
  /** Every request, in order. */
  readonly asked: (readonly [route: string, input: unknown])[] = []
  readonly answers = new Map<string, (input: never) => unknown>()
  readonly #listeners = new Map<string, Set<(payload: unknown) => void>>()
  #last = 500

  constructor(orders: OrderRow[]) {
    this.orders = orders
  }

  get bridge(): Bridge {
    return {
      invoke: async (route, input): Promise<Result<unknown>> => {
        this.asked.push([route, input])
        const handler = this.answers.get(route) ?? this.#routes[route]
        if (handler === undefined) return { ok: false, error: { code: 'internal', detail: `no answer for ${route}` } }
        try {
          // What a handler takes is what its route sends: the callers are type-checked.
          return structuredClone({ ok: true, value: await handler(input as never) })
        } catch (error) {
          if (!(error instanceof Trouble)) throw error
          const { code, params, detail, requestId } = error
          return { ok: false, error: { code, params, detail, requestId } }
        }
      },
      on: (event, listener) => {
        const known = this.#listeners.get(event) ?? new Set()
        this.#listeners.set(event, known.add(listener))
        return () => known.delete(listener)
      }
    }
  }

  emit(event: string, payload?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(structuredClone(payload))
  }
  /** What main announces after a change. */
  changed(): void {
    this.emit('outbox.changed', this.#summary())
    this.emit('orders.changed')
  }
  countOf(route: string): number {
    return this.asked.filter(([name]) => name === route).length
  }
  /** What was sent last. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the test names what its route takes
  inputOf<T = unknown>(route: string): T {
    return this.asked.findLast(([name]) => name === route)?.[1] as T
  }
  /** What was sent each time, in order. */
  inputsOf(route: string): readonly unknown[] {
    return this.asked.filter(([name]) => name === route).map(([, input]) => input)
  }
  change(id: number, part: Partial<OrderRow>): void {
    this.orders = this.orders.map((row) => (row.id === id ? { ...row, ...part } : row))
  }

  #inView(row: OrderRow, view: OrderFilter['view']): boolean {
    switch (view) {
      case 'all': return true
      case 'to_ship': return row.state === 'APPROVED'
      case 'shipped': return row.state === 'SHIPPED'
      case 'refunded': return row.state === 'REFUNDED'
      case 'review': return row.state === 'REQUIRE_REVIEW'
    }
  }
  #list(filter: OrderFilter): OrderRow[] {
    const wanted = searchedFor(filter.search).toLowerCase()
    return this.orders.filter((row) => this.#inView(row, filter.view) && (filter.mark !== 'changed' || row.changedAt !== null) && (filter.urgency === null || urgencyOf(row.dueAt, Date.now()) === filter.urgency) && [row.joomId, row.pickCode, row.recipient, row.sku].some((text) => text?.toLowerCase().includes(wanted)))
      .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.id - b.id)
  }
  #overview(filter: OrderFilter): OrderOverview {
    const now = Date.now()
    const list = this.#list(filter)
    const count = (urgency: (typeof urgencies)[number]): number => list.filter((row) => urgencyOf(row.dueAt, now) === urgency).length
    const views = (['to_ship', 'shipped', 'refunded', 'review', 'all'] as const).map((view) => [view, this.orders.filter((row) => this.#inView(row, view)).length] as const)
    return {
      total: list.length, bands: urgencies.map((urgency) => ({ urgency, count: count(urgency) })).filter((band) => band.count > 0), views: Object.fromEntries(views) as OrderOverview['views'],
      urgencies: Object.fromEntries(urgencies.map((urgency) => [urgency, count(urgency)])) as OrderOverview['urgencies'],
      marks: { to_print: 0, in_run: 0, saved: 0, printed: 0, in_outbox: 0, needs_you: 0, same_recipient: 0, unreadable: 0, changed: this.orders.filter(({ changedAt }) => changedAt !== null).length }, elsewhere: null, now
    }
  }
  #detail(id: number): OrderDetail {
    const row = this.orders.find((one) => one.id === id)
    if (row === undefined) throw new Trouble({ code: 'not_found' })
    return {
      ...row, storeName: 'Nordlicht', transactionId: null, buyerId: null, orderedAt: noon - 40 * hour, lastUpdated: noon, fetchedAt: noon, hoursToFulfill: 1,
      shipTo: { name: row.recipient, street1: 'Long Street 1', street2: null, city: 'Town', state: null, country: row.country, zip: '1000', phone: '+48 22 555 01 42' }, addressLines: [row.recipient ?? '', 'Long Street 1', '1000 Town'],
      money: { price: '9.1', cost: null, shipping: '1', shippingCost: null, total: row.total }, shipment: { shippedDate: row.shippedDate, provider: row.trackingNumber === null ? null : 'EMS', trackingNumber: row.trackingNumber, shippingTime: null, note: null },
      refund: { by: null, time: null, reason: null, note: null }, missingCharacters: [], unreadableReason: row.readable ? null : row.gone ? 'not_there' : 'order_total is not a number', changes: row.changedAt === null ? [] : [{ id: 2, at: row.changedAt, kind: 'state_changed_at_joom', params: { before: 'APPROVED', after: row.state }, actor: null }], history: [{ id: 1, at: noon - hour, kind: 'order_arrived', params: { state: 'APPROVED' }, actor: null }], attempts: [], raw: '{}'
    }
  }
  #summary(): OutboxSummary {
    const count = (...states: OutboxRow['state'][]): number => this.commands.filter(({ state }) => states.includes(state)).length
    const leaves = this.commands.filter(({ state }) => state === 'waiting').map(({ leavesAt }) => leavesAt)
    return {
      needsYou: count('refused', 'conflict'), unknown: count('unknown'), waiting: count('waiting'), due: count('due'), sending: count('sending'), doneToday: count('done'), all: this.commands.length,
      nextLeavesAt: leaves.length === 0 ? null : Math.min(...leaves), newest: this.commands.filter(({ state }) => state === 'waiting').sort((a, b) => b.id - a.id)[0] ?? null, holds: this.holds, storage: this.storage, now: Date.now()
    }
  }
  #problems(items: readonly FulfilItem[]): ItemProblem[] {
    return items.flatMap((item): ItemProblem[] => (normaliseTracking(item.trackingNumber) === 'TAKEN1'
      ? [{ orderId: item.orderId, code: 'tracking_same_elsewhere', field: 'trackingNumber', other: { orderId: 99 as OrderId, joomId: '26VE9999', recipient: 'Somebody Else' } }]
      : []))
  }
  #submit(items: readonly { readonly orderId: number }[], intentOf: (index: number) => Intent): { commandIds: CommandId[]; problems: ItemProblem[] } {
    const commandIds = items.map(({ orderId }, index) => {
      this.#last += 1
      const row = this.orders.find((one) => one.id === orderId)
      if (row === undefined) throw new Trouble({ code: 'not_found' })
      const intent = intentOf(index)
      const command = outboxRow(this.#last, row, intent, { createdAt: Date.now(), leavesAt: Date.now() + this.settings.undoSeconds * 1000 })
      this.commands.push(command)
      this.change(orderId, { command: { id: command.id, kind: intent.kind, state: 'waiting', leavesAt: command.leavesAt, trackingNumber: null } })
      return command.id
    })
    this.changed()
    return { commandIds, problems: [] }
  }
  settle(id: number, state: OutboxRow['state'], part: Partial<OutboxRow> = {}): void {
    this.commands = this.commands.map((command) => (command.id === id ? { ...command, state, ...part } : command))
  }

  #templates(): SlipTemplatesKept {
    return { general: this.settings.slipTemplate, own: [...this.ownTemplates].map(([connectionId, template]) => ({ connectionId, template })) }
  }

  readonly #routes: Record<string, Handler | undefined> = {
    'app.info': () => ({ version: '0.1.0', platform: 'linux', program: 'test', secretsProtected: true, dataFolder: '', redirectAddress: '', online: true }),
    'app.copy': () => undefined,
    'settings.get': () => this.settings,
    'settings.change': (patch: Partial<Settings>) => { this.settings = { ...this.settings, ...patch }; return this.settings },
    'connections.list': () => [{ id: store, name: 'Nordlicht', color: 'blue', returnAddress: '', logo: null, environment: 'production', address: 'https://api.example', storeId: 's', clientId: 'c', secretSavedAt: 1, status: 'authorized', authorizedUntil: noon + 900 * hour, readAt: noon - 60_000, trouble: null, signIn: 'idle' }],
    'connections.past': () => [],
    'data.state': () => ({ folder: '/data/backups', backups: [], backupTrouble: null, late: null, restored: null, restoreTrouble: null }),
    'orders.syncState': () => [],
    'orders.refresh': () => [],
    'orders.cancelRefresh': () => undefined,
    'orders.seen': ({ orders: seen }: { orders: { id: number; changedAt: number }[] }) => {
      for (const { id, changedAt } of seen) if (this.orders.some((row) => row.id === id && row.changedAt === changedAt)) this.change(id, { changedAt: null })
      this.emit('orders.changed')
    },
    'orders.allSeen': () => {
      this.orders = this.orders.map((row) => ({ ...row, changedAt: null }))
      this.emit('orders.changed')
    },
    'orders.overview': ({ filter }: { filter: OrderFilter }) => this.#overview(filter),
    'orders.rows': ({ filter, offset, limit }: { filter: OrderFilter; offset: number; limit: number }) => this.#list(filter).slice(offset, offset + limit),
    'orders.ids': ({ filter }: { filter: OrderFilter }) => this.#list(filter).map(({ id }) => id),
    'orders.byIds': ({ ids }: { ids: number[] }) => this.orders.filter(({ id }) => ids.includes(id)),
    'orders.get': ({ id }: { id: number }) => this.#detail(id),
    'outbox.summary': () => this.#summary(),
    'outbox.rows': ({ groups, offset, limit }: { groups: OutboxGroup[]; offset: number; limit: number }) =>
      this.commands.filter(({ state }) => groups.includes(groupOf[state])).sort((a, b) => rank.indexOf(groupOf[a.state]) - rank.indexOf(groupOf[b.state]) || a.leavesAt - b.leavesAt).slice(offset, offset + limit),
    'outbox.checkFulfil': ({ items }: { items: FulfilItem[] }) => this.#problems(items),
    'outbox.fulfil': ({ items }: { items: FulfilItem[] }) => {
      const problems = this.#problems(items)
      return problems.length > 0 ? { commandIds: [], problems } : this.#submit(items, (at) => shipment(items[at]?.trackingNumber ?? '', items[at]?.provider))
    },
    'outbox.modifyTracking': ({ items }: { items: { orderId: number; provider: string; trackingNumber: string }[] }) => this.#submit(items, (at) => ({ kind: 'modify_tracking', provider: items[at]?.provider ?? '', trackingNumber: items[at]?.trackingNumber ?? '' })),
    'outbox.refund': ({ items }: { items: { orderId: number }[] }) => this.#submit(items, () => ({ kind: 'refund', reasonCode: 2, note: null })),
    'outbox.undo': ({ ids }: { ids: number[] }) => {
      const undone = this.commands.filter(({ id, state }) => ids.includes(id) && state === 'waiting').map(({ id }) => id)
      for (const id of undone) { this.settle(id, 'undone'); this.change(this.commands.find((one) => one.id === id)?.orderId ?? 0, { command: null }) }
      this.changed()
      return { undone, left: ids.filter((id) => !undone.some((one) => one === id)) }
    },
    'outbox.undoAll': () => {
      const undone = this.commands.filter(({ state }) => state === 'waiting').map(({ id }) => id)
      for (const id of undone) { this.settle(id, 'undone'); this.change(this.commands.find((one) => one.id === id)?.orderId ?? 0, { command: null }) }
      this.changed()
      return undone.length
    },
    'outbox.stopAsking': ({ ids }: { ids: number[] }) => {
      for (const id of ids) this.settle(id, 'conflict', { trouble: { code: 'not_found_out', message: 'HTTP 502', joomCode: null, requestId: null } })
      this.changed()
      return { stopped: ids, left: [] }
    },
    'outbox.correct': () => ({ commandIds: [900], problems: [] }),
    'outbox.correctAll': ({ corrections }: { corrections: { id: CommandId; trackingNumber?: string }[] }) => {
      const bad = corrections.filter(({ trackingNumber }) => trackingNumber === 'TAKEN1')
      const good = corrections.filter((one) => !bad.includes(one))
      for (const { id } of good) this.settle(id, 'closed')
      this.changed()
      return { commandIds: good.map(({ id }) => id + 1000), problems: bad.map(({ id }) => ({ id, problems: this.#problems([{ orderId: id, trackingNumber: 'TAKEN1' } as unknown as FulfilItem]) })), moved: [] } // the check looks at the number alone
    },
    'outbox.giveUpAll': ({ ids }: { ids: number[] }) => {
      for (const id of ids) this.settle(id, 'closed')
      this.changed()
      return { given: ids, left: [] }
    },
    'outbox.askAll': () => this.commands.filter(({ state }) => state === 'unknown').length,
    'outbox.tryNow': () => undefined,
    'outbox.giveUp': ({ id }: { id: number }) => { this.settle(id, 'closed'); this.changed() },
    'outbox.resolve': () => ({ commandIds: [], problems: [] }),
    'outbox.askNow': () => undefined,
    'outbox.story': ({ id }: { id: number }): CommandStory => {
      const row = this.commands.find((one) => one.id === id)
      if (row === undefined) throw new Trouble({ code: 'not_found' })
      return { row, history: [{ id: 1, at: noon, kind: 'command_written', params: { kind: 'fulfill', provider: 'DHL', number: 'X1' }, actor: 'Ayşe' }], attempts: [], tally: { sends: row.sends, reads: row.reads } }
    },
    'templates.get': () => this.#templates(),
    'templates.save': ({ connectionId, template }: { connectionId: ConnectionId | null; template: SlipTemplate | null }) => {
      if (connectionId === null) this.settings = { ...this.settings, slipTemplate: template ?? standardTemplate }
      else if (template === null) this.ownTemplates.delete(connectionId)
      else this.ownTemplates.set(connectionId, template)
      return this.#templates()
    },
    'templates.preview': ({ orderId }: { orderId: OrderId | null }) => ({ pdf: new Uint8Array([1]), pages: 1, missing: [], problems: [], order: orderId === null ? null : { id: orderId, joomId: orderRow(orderId).joomId, recipient: `Buyer ${String(orderId)}` } }),
    'prints.printers': () => [{ name: 'Zebra', description: 'Zebra ZD421', isDefault: true, state: 'ready', reason: null }],
    'prints.prepare': ({ orderIds, paper }: { orderIds: number[]; paper: string }) => ({
      id: 47 as PrintRunId, createdAt: noon, paper, pages: orderIds.length, url: `/run/47-${paper}.pdf`, sheets: orderIds.map((id, at) => ({ position: at + 1, orderId: id, joomId: orderRow(id).joomId, pickCode: orderRow(id).pickCode, recipient: `Buyer ${String(id)}`, store: 'Nordlicht', environment: 'production', page: at + 1, missing: [], copy: 1 })), kind: 'packing_slip', leftOut: [], changed: [], claimed: [], unread: 0
    }),
    'prints.print': () => ({ job: 'Zebra-12' }),
    'prints.runs': () => ({ runs: [...this.runs], unfinished: this.runs.length, now: noon }),
    'prints.run': ({ id }: { id: number }) => this.runs.find((run) => run.id === id) ?? runOf(id),
    'prints.save': () => ({ path: '/home/ayse/slips.pdf' })
  }
}
