import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import type { OutboxRow } from '../../../../electron/contract/schemas.ts'
import type { CommandState, CommandTrouble, Intent } from '../../../../electron/domain/command.ts'
import type { OrderState } from '../../../../electron/domain/order.ts'
import { useCommandWords } from '../../../../renderer/components/outbox/command-words.ts'
import { createCatalogue } from '../../../../renderer/i18n.ts'
import { noon, orderRow, outboxRow, shipment } from '../support/fake-main.ts'

type Kind = Intent['kind']
const intents: Readonly<Record<Kind, Intent>> = { fulfill: shipment('A1'), modify_tracking: { kind: 'modify_tracking', provider: 'DHL', trackingNumber: 'A1' }, refund: { kind: 'refund', reasonCode: 2, note: null } }

interface Case { readonly kind: Kind; readonly state: CommandState; readonly code: string | null; readonly joomCode?: string; readonly stopped?: true; readonly sends?: number; readonly hold?: 'offline' | 'needs_authorization' | 'throttled' | 'failing' }

function safe({ kind, state, code, joomCode, stopped, sends = 1, hold }: Case): string {
  const trouble: CommandTrouble | null = code === null ? null : { code, message: null, joomCode: joomCode ?? null, requestId: null }
  const observed: OutboxRow['observed'] = state !== 'conflict' || code === 'not_read' ? null : { state: 'SHIPPED' satisfies OrderState, provider: null, trackingNumber: null, at: noon, ...(stopped && { changed: [] }) }
  let said = ''
  mount(defineComponent({
    setup() {
      said = useCommandWords().safe(outboxRow(1, orderRow(1), intents[kind], { state, sends, trouble, observed }), hold ?? null)
      return () => []
    }
  }), { global: { plugins: [createCatalogue()] } })
  return said
}

const everyKind: readonly Kind[] = ['fulfill', 'modify_tracking', 'refund']
const parcels: readonly Kind[] = ['fulfill', 'modify_tracking']

/** What the policy can bring about. */
const cases: readonly Case[] = everyKind.flatMap((kind): Case[] => {
  const isRefund = kind === 'refund'
  const conflicts = ['review_meanwhile', 'changed_otherwise', ...(isRefund ? ['shipped_meanwhile'] : ['shipped_otherwise', 'refunded_meanwhile'])]
  return [
    ...(['waiting', 'sending', 'done', 'undone', 'closed'] as const).map((state) => ({ kind, state, code: null })),
    ...[null, 'offline', 'unauthorized', 'throttled', 'failing', 'older_answer', 'not_read', ...(isRefund ? [] : ['not_applied'])].flatMap((code) => [0, 1].map((sends) => ({ kind, state: 'due' as const, code, sends }))),
    ...(['offline', 'needs_authorization', 'throttled', 'failing'] as const).map((hold) => ({ kind, state: 'due' as const, code: null, hold })),
    ...['unknown_outcome', 'interrupted', 'unauthorized', 'throttled', 'restored', 'refused', 'invalid'].map((code) => ({ kind, state: 'unknown' as const, code })), { kind, state: 'unknown', code: 'refused', joomCode: '1002' },
    ...['1000', '1002', '4001', '7777'].map((joomCode) => ({ kind, state: 'refused' as const, code: 'refused', joomCode })),
    { kind, state: 'refused', code: 'invalid' }, ...(isRefund ? [] : [0, 1].map((sends) => ({ kind, state: 'refused' as const, code: 'number_taken', sends }))),
    ...[...conflicts, ...(isRefund ? ['refund_not_seen'] : [])].map((code) => ({ kind, state: 'conflict' as const, code })),
    ...[...conflicts, 'order_changed', 'not_read'].flatMap((code) => [0, 1].map((sends) => ({ kind, state: 'conflict' as const, code, stopped: true as const, sends })))
  ]
})

/** What is true of no command of that kind. */
const untrue: Readonly<Record<Kind, RegExp>> = {
  fulfill: /money|refund (?:is|again)|the refund|correction|corrected anew/i,
  modify_tracking: /may go to the carrier|second parcel|confirm (?:it )?again|this was confirmed|parcel goes out|is not shipped|money|the refund|hold the parcel/i,
  refund: /may go to the carrier|go on packing|confirm|number|tracking|second parcel|parcel goes out|not shipped/i
}

describe('what is safe', () => {
  it.each(cases)('is said of $kind, $state, $code, $hold, sent $sends, in words that are true of it', (one) => {
    const said = safe(one)
    expect(said).not.toContain('outbox.')
    expect(said).not.toContain('{')
    expect(said).not.toMatch(untrue[one.kind])
    if ((one.sends ?? 1) > 0) expect(said).not.toContain('nothing was sent')
  })

  it('while it is not known whether money moved: not to send the parcel', () => {
    for (const code of ['unknown_outcome', 'interrupted', 'restored']) expect(safe({ kind: 'refund', state: 'unknown', code })).toContain('if the parcel is still here, hold it')
    expect(safe({ kind: 'refund', state: 'conflict', code: 'refund_not_seen' })).toContain('if the parcel is still here, hold it')
    expect(safe({ kind: 'fulfill', state: 'unknown', code: 'unknown_outcome' })).toContain('The parcel may go to the carrier')
  })

  it('while it is found out what Joom’s no to the order’s state means: to hold the parcel', () => {
    for (const kind of ['fulfill', 'refund'] as const) expect(safe({ kind, state: 'unknown', code: 'refused', joomCode: '1002' })).toMatch(/hold (?:the parcel|it)/)
    expect(safe({ kind: 'fulfill', state: 'unknown', code: 'refused', joomCode: '1000' })).toContain('The parcel may go to the carrier')
  })

  it.each(parcels)('and whether something was sent before it was stopped: %s', (kind) => {
    const stopped = { kind, state: 'conflict', code: 'shipped_otherwise', stopped: true } as const
    expect(safe({ ...stopped, sends: 0 })).toContain('so nothing was sent')
    expect(safe({ ...stopped, sends: 1 })).toContain('so it was not sent again')
  })
})
