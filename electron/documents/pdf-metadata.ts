/** What a document says of itself. */
export interface PdfAbout {
  readonly title: string
  readonly createdAt: number
  /** BCP 47. */
  readonly language: string
}

/** Which program made it: in both places where a document says that. */
export const madeBy = 'Packbench'

const inXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The same in the form that archives read (XMP), and that the document is PDF/A-2b. */
export function metadataOf({ title, createdAt }: PdfAbout): string {
  const spaces = [['pdfaid', 'http://www.aiim.org/pdfa/ns/id/'], ['xmp', 'http://ns.adobe.com/xap/1.0/'], ['dc', 'http://purl.org/dc/elements/1.1/'], ['pdf', 'http://ns.adobe.com/pdf/1.3/']]
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""${spaces.map(([name, of]) => ` xmlns:${name ?? ''}="${of ?? ''}"`).join('')}>`
    + `<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><xmp:CreateDate>${new Date(createdAt).toISOString().slice(0, 19)}Z</xmp:CreateDate><pdf:Producer>${madeBy}</pdf:Producer>`
    + `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${inXml(title)}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}
