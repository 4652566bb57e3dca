import { Document, Font, Page, Path, renderToBuffer, Svg, Text, View } from '@react-pdf/renderer'
import { createElement as h } from 'react'
import { codesPath, fontFile, measure, page, rules, texts } from './slip.mjs'

Font.register({ family: 'Noto', fonts: [{ src: fontFile(false) }, { src: fontFile(true), fontWeight: 700 }] })
const grey = (gray) => `#${Math.round(gray * 255).toString(16).padStart(2, '0').repeat(3)}`
await measure((sheets) => renderToBuffer(h(Document, {}, sheets.map((sheet, i) => h(Page, { key: i, size: [page.width, page.height] },
  ...texts(sheet).map(({ text, x, y, size, bold = false, gray = 0 }, at) => h(Text, { key: `t${at}`, style: { position: 'absolute', left: x, top: y - size, fontFamily: 'Noto', fontSize: size, fontWeight: bold ? 700 : 400, color: grey(gray) } }, text)),
  ...rules(sheet).map(([x, y, width, height], at) => h(View, { key: `r${at}`, style: { position: 'absolute', left: x, top: y, width, height, backgroundColor: 'black' } })),
  h(Svg, { key: 'codes', style: { position: 'absolute', left: 0, top: 0 }, width: page.width, height: page.height, viewBox: `0 0 ${page.width} ${page.height}` }, h(Path, { d: codesPath(sheet), fill: 'black' }))
)))))
