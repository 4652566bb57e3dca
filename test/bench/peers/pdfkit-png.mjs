// pdfkit as its guide shows it: text by text, fonts by their files, barcodes as pictures of bwip-js.
import { Buffer } from 'node:buffer'
import bwip from 'bwip-js/node'
import PDFDocument from 'pdfkit'
import { fontFile, measure, page, rules, texts } from './slip.mjs'

await measure(async (sheets) => {
  const document = new PDFDocument({ size: [page.width, page.height], margin: 0, autoFirstPage: false })
  const chunks = []
  document.on('data', (chunk) => chunks.push(chunk))
  const ended = new Promise((resolve) => document.on('end', resolve))
  document.registerFont('R', fontFile(false))
  document.registerFont('B', fontFile(true))
  for (const sheet of sheets) {
    document.addPage()
    for (const { text, x, y, size, bold = false, gray = 0 } of texts(sheet)) document.font(bold ? 'B' : 'R').fontSize(size).fillColor([gray * 255, gray * 255, gray * 255]).text(text, x, y, { baseline: 'alphabetic', lineBreak: false })
    document.fillColor([0, 0, 0])
    for (const [x, y, w, h] of rules(sheet)) document.rect(x, y, w, h).fill()
    document.image(await bwip.toBuffer({ bcid: 'code128', text: sheet.pickCode, scale: 3, height: 12.7 }), 360, 147, { width: 131, height: 36 })
    document.image(await bwip.toBuffer({ bcid: 'qrcode', text: sheet.joomId, eclevel: 'M', scale: 5 }), 360, 210, { width: 44, height: 44 })
  }
  document.end()
  await ended
  return Buffer.concat(chunks)
})
