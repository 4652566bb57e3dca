import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { jsPDF } from 'jspdf'
import { codes, fontFile, measure, page, rules, texts } from './slip.mjs'

await measure((sheets) => {
  const document = new jsPDF({ unit: 'pt', format: [page.width, page.height], compress: true })
  for (const [name, style] of [['R', 'normal'], ['B', 'bold']]) {
    document.addFileToVFS(`${name}.ttf`, readFileSync(fontFile(name === 'B')).toString('base64'))
    document.addFont(`${name}.ttf`, 'Noto', style)
  }
  sheets.forEach((sheet, i) => {
    if (i > 0) document.addPage()
    for (const { text, x, y, size, bold = false, gray = 0 } of texts(sheet)) document.setFont('Noto', bold ? 'bold' : 'normal').setFontSize(size).setTextColor(gray * 255).text(text, x, y)
    document.setFillColor(0)
    for (const [x, y, w, h] of [...rules(sheet), ...codes(sheet)]) document.rect(x, y, w, h, 'F')
  })
  return Buffer.from(document.output('arraybuffer'))
})
