import { readFileSync } from 'node:fs'
import fontkit from '@pdf-lib/fontkit'
import { grayscale, PDFDocument } from 'pdf-lib'
import { codesPath, fontFile, measure, page, rules, texts } from './slip.mjs'

await measure(async (sheets) => {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const [regular, heavy] = [await document.embedFont(readFileSync(fontFile(false)), { subset: true }), await document.embedFont(readFileSync(fontFile(true)), { subset: true })]
  for (const sheet of sheets) {
    const one = document.addPage([page.width, page.height])
    for (const { text, x, y, size, bold = false, gray = 0 } of texts(sheet)) one.drawText(text, { x, y: page.height - y, size, font: bold ? heavy : regular, color: grayscale(gray) })
    for (const [x, y, width, height] of rules(sheet)) one.drawRectangle({ x, y: page.height - y - height, width, height })
    one.drawSvgPath(codesPath(sheet), { x: 0, y: page.height, color: grayscale(0) })
  }
  return document.save()
})
