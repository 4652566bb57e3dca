import pdfmake from 'pdfmake'
import { codes, fontFile, measure, page, rules, texts } from './slip.mjs'

pdfmake.addFonts({ Noto: { normal: fontFile(false), bold: fontFile(true), italics: fontFile(false), bolditalics: fontFile(true) } })
const grey = (gray) => `#${Math.round(gray * 255).toString(16).padStart(2, '0').repeat(3)}`
await measure((sheets) => pdfmake.createPdf({
  pageSize: { width: page.width, height: page.height }, pageMargins: 0, defaultStyle: { font: 'Noto' },
  content: sheets.map((sheet, i) => [
    { text: '', ...(i > 0 ? { pageBreak: 'before' } : {}) },
    ...texts(sheet).map(({ text, x, y, size, bold = false, gray = 0 }) => ({ text, absolutePosition: { x, y: y - size }, fontSize: size, bold, color: grey(gray) })),
    { canvas: [...rules(sheet), ...codes(sheet)].map(([x, y, w, h]) => ({ type: 'rect', x, y, w, h, color: 'black', lineWidth: 0 })), absolutePosition: { x: 0, y: 0 } }
  ])
}).getBuffer())
