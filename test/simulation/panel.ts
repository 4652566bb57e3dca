import type { Dice } from './dice.ts'
import type { ModelJoom } from './model-joom.ts'

/** A buyer who moves, or whose address is put right: of an order that is not shipped yet. @returns what was done */
export function changeAddress(joom: ModelJoom, dice: Dice): string {
  const open = [...joom.orders.keys()].filter((id) => joom.truth(id).state === 'APPROVED')
  if (open.length === 0) return 'panel   has no address to change'
  const id = dice.pick(open)
  const house = joom.truth(id).house + 1
  joom.change(id, { house })
  return `panel   ${id} goes to ${String(house)} Main St`
}

/** Somebody else, in Joom's own panel, and Joom itself: change one order. @returns what was done */
export function actAtPanel(joom: ModelJoom, dice: Dice, nth: number): string {
  const id = dice.pick([...joom.orders.keys()])
  const { state } = joom.truth(id)
  const trackingNumber = `PANEL${String(nth)}`
  const deeds = {
    APPROVED: [{ state: 'SHIPPED', provider: 'EMS', trackingNumber }, { state: 'REFUNDED', refund: 'elsewhere' }, { state: 'REQUIRE_REVIEW' }],
    REQUIRE_REVIEW: [{ state: 'APPROVED' }, { state: 'REFUNDED', refund: 'elsewhere' }],
    SHIPPED: [{ provider: 'DHL', trackingNumber }, { state: 'REFUNDED', refund: 'elsewhere' }],
    REFUNDED: []
  } as const
  const choices: readonly Parameters<ModelJoom['change']>[1][] = deeds[state]
  if (choices.length === 0) return `panel   leaves ${id}`
  const to = dice.pick(choices)
  joom.change(id, to)
  return `panel   ${id} ${JSON.stringify(to)}`
}
