/**
 * Stands where pdfkit expects fontkit, in the built application: fonts are opened and cut by our own means (`text/`), and fontkit
 * alone takes half of the time in which a thread for documents starts.
 * @throws Error always: nothing here has pdfkit open a font
 */
export function create(): never {
  throw new Error('pdfkit opens no fonts here: text/ does')
}
