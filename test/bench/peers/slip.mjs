// One packing slip as every peer here draws it: what ours says, at about the same places.
import { readFileSync } from 'node:fs'
import bwip from 'bwip-js/node'

/** @typedef {{ text: string, x: number, y: number, size: number, bold?: boolean, gray?: number }} Said */

export const page = { width: 595.27, height: 841.88 }
const when = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The sheets that the benchmark gave. */
export const sheets = () => JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
export const fontFile = (bold) => process.argv[bold ? 4 : 3]

export function texts(sheet) {
  /** @type {Said[]} */
  const out = [
    { text: sheet.storeName, x: 62, y: 64, size: 13, bold: true }, ...sheet.returnAddress.split('\n').map((text, i) => ({ text, x: 62, y: 77 + 12 * i, size: 9, gray: 0.4 })),
    { text: 'Packing slip', x: 360, y: 60, size: 9, gray: 0.4 }, { text: String(sheet.position), x: 358, y: 93, size: 38, bold: true }, { text: `of ${sheet.of}`, x: 430, y: 93, size: 13 },
    { text: sheet.recipientName ?? '', x: 62, y: 161, size: 14, bold: true }, ...sheet.addressLines.map((text, i) => ({ text, x: 62, y: 178 + 16.3 * i, size: 12 })),
    { text: 'Phone', x: 62, y: 195 + 16.3 * sheet.addressLines.length, size: 8.5, gray: 0.4 }, { text: sheet.phone ?? '', x: 92, y: 195 + 16.3 * sheet.addressLines.length, size: 10.5, bold: true },
    { text: sheet.pickCode, x: 390, y: 196, size: 11, bold: true },
    { text: 'Ship before', x: 416, y: 216, size: 8, gray: 0.4 }, { text: when.format(sheet.dueAt), x: 416, y: 229, size: 10, bold: true }, { text: 'Ordered', x: 416, y: 244, size: 8, gray: 0.4 }, { text: when.format(sheet.orderedAt), x: 416, y: 256, size: 9.5 },
    { text: 'Order', x: 62, y: 299, size: 8.5, gray: 0.4 }, { text: sheet.joomId, x: 90, y: 299, size: 9.5 }, { text: 'Qty', x: 62, y: 317, size: 8.5, gray: 0.4 }, { text: 'Item', x: 116, y: 317, size: 8.5, gray: 0.4 },
    { text: `Printed ${when.format(sheet.printedAt)} · Sheet ${sheet.hash} · ${sheet.storeName}`, x: 62, y: 811, size: 8, gray: 0.4 }, { text: 'Page 1 of 1', x: 491, y: 811, size: 8, gray: 0.4 }
  ]
  sheet.items.forEach((item, i) => {
    const y = 345 + 50 * i
    out.push(
      { text: `${item.quantity}×`, x: 66, y: y + 3, size: 20, bold: true }, { text: item.name, x: 116, y, size: 12, bold: true }, { text: 'SKU', x: 116, y: y + 16, size: 8.5, gray: 0.4 }, { text: item.sku, x: 136, y: y + 16, size: 11, bold: true },
      { text: 'Color', x: 210, y: y + 16, size: 8.5, gray: 0.4 }, { text: item.color, x: 236, y: y + 16, size: 10 }, { text: 'Size', x: 290, y: y + 16, size: 8.5, gray: 0.4 }, { text: item.size, x: 310, y: y + 16, size: 10 }
    )
  })
  return out
}

/** Rules: x, y, width, height. */
export const rules = (sheet) => [[62, 321, 470, 1], ...sheet.items.map((_, i) => [62, 371 + 50 * i, 470, 0.5]), [62, 799, 470, 0.5]]

const dot = 72 / 203
/** Dark rectangles of both codes: x, y, width, height. */
export function codes(sheet) {
  const out = []
  let x = 360
  bwip.raw({ bcid: 'code128', text: sheet.pickCode })[0].sbs.forEach((width, i) => {
    if (i % 2 === 0) out.push([x, 147.5, width * 3 * dot, 36.2])
    x += width * 3 * dot
  })
  const { pixs, pixx, pixy } = bwip.raw('qrcode', sheet.joomId, 'eclevel=M')[0]
  for (let row = 0; row < pixy; row++) {
    for (let from = 0; from < pixx;) {
      if (pixs[row * pixx + from] !== 1) { from++; continue }
      let to = from
      while (to < pixx && pixs[row * pixx + to] === 1) to++
      out.push([360 + from * 5 * dot, 210 + row * 5 * dot, (to - from) * 5 * dot, 5 * dot])
      from = to
    }
  }
  return out
}
export const codesPath = (sheet) => codes(sheet).map(([x, y, w, h]) => `M${x.toFixed(3)} ${y.toFixed(3)}h${w.toFixed(3)}v${h.toFixed(3)}h${(-w).toFixed(3)}z`).join('')

/** Tells what it took, and what the whole process has taken since its start. */
export async function measure(work) {
  const all = sheets()
  const before = process.threadCpuUsage()
  const began = performance.now()
  const bytes = await work(all)
  const now = performance.now()
  const { user, system } = process.threadCpuUsage()
  const cold = { took: now, cpu: (user + system) / 1000 }
  process.send?.({ pages: all.length, took: now - began, cpu: cold.cpu - (before.user + before.system) / 1000, cold, bytes: bytes.length, memory: process.resourceUsage().maxRSS * 1024 })
  process.disconnect?.()
}
