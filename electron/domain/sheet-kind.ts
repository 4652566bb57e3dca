/** Papers that sheets are made for. `62mm` and `80mm` are rolls: a page is as high as what stands on it. `…-4up` are sheets of four labels. */
export const papers = ['a4', 'letter', 'a5', 'a6', '100x150', '4x6', '62mm', '80mm', 'a4-4up', 'letter-4up'] as const
export type Paper = (typeof papers)[number]

/** What is printed of one order, one after the other, under the order's number in its run. */
export const orderParts = ['slip', 'address', 'codes'] as const
export type OrderPart = (typeof orderParts)[number]

/** What a run prints of each of its orders. A slip and its labels come out one after the other. */
export const runKinds = ['packing_slip', 'address_label', 'order_label', 'slip_and_address', 'slip_and_labels'] as const
export type RunKind = (typeof runKinds)[number]
/** What is printed of each order, in this order, under one number. */
export const partsOf: Readonly<Record<RunKind, readonly OrderPart[]>> = {
  packing_slip: ['slip'], address_label: ['address'], order_label: ['codes'], slip_and_address: ['slip', 'address'], slip_and_labels: ['slip', 'address', 'codes']
}

/** What is printed of many orders, or of none, beside a run. */
export const deskPapers = ['pick_list', 'hand_over', 'summary', 'customs', 'commands', 'languages', 'calibration'] as const
export type DeskPaper = (typeof deskPapers)[number]

/** All that is printed: each may have a printer of its own. */
export const documentKinds = [...runKinds, ...deskPapers] as const
export type DocumentKind = (typeof documentKinds)[number]

const lists: readonly Paper[] = ['a4', 'letter', 'a5', 'a6', '100x150', '4x6', '62mm', '80mm']
const labels: readonly Paper[] = ['100x150', '4x6', 'a6', '62mm', 'a4-4up', 'letter-4up']

/** Which papers make sense for which sheet, the usual one first. A slip is read and a label is stuck on; a list wants room or a roll. */
export const papersOf: Readonly<Record<OrderPart | DeskPaper, readonly Paper[]>> = {
  slip: ['100x150', '4x6', 'a6', 'a5', 'a4', 'letter', '62mm', '80mm', 'a4-4up', 'letter-4up'],
  address: labels,
  codes: labels,
  pick_list: lists,
  // Two people sign it: 62 mm are too narrow for that.
  hand_over: lists.filter((paper) => paper !== '62mm'),
  summary: lists,
  customs: ['100x150', '4x6', 'a6', 'a4-4up', 'letter-4up', 'a4', 'letter', 'a5'],
  // The widest of its codes does not fit on 62 mm.
  commands: lists.filter((paper) => paper !== '62mm'),
  languages: ['a4', 'letter'],
  calibration: ['100x150', '4x6', 'a6', 'a5', 'a4', 'letter', '62mm', '80mm']
}

/** The papers on which all of these can be printed together. */
export function papersForAll(kinds: readonly (OrderPart | DeskPaper)[]): Paper[] {
  return papers.filter((paper) => kinds.every((kind) => papersOf[kind].includes(paper)))
}

/** How many labels a sheet of this paper has; 1 where a page is one. */
export const labelsOn = (paper: Paper): number => (paper === 'a4-4up' || paper === 'letter-4up' ? 4 : 1)

/** The papers that a kind of document can be printed on. */
export const papersOfKind = (kind: DocumentKind): Paper[] => papersForAll(isRunKind(kind) ? partsOf[kind] : [kind])

/** Whether runs print it: it is of orders, one by one. */
export const isRunKind = (kind: DocumentKind): kind is RunKind => kind in partsOf
