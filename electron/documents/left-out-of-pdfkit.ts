/**
 * Stands, in the built application, where pdfkit expects packages that nothing here has it use: fonts are opened and cut by our own
 * means (`text/`), text is set and pictures are read by them, and nothing is encrypted. They alone take more than half of the time
 * in which a thread for documents starts.
 */
function leftOut(): never {
  throw new Error('Documents are made without this part of pdfkit')
}

/** Of fontkit. @throws Error always */
export const create = leftOut
/** Of `@noble/ciphers`. @throws Error always */
export const cbc = leftOut
export const ecb = leftOut
/** `linebreak` and `png-js`. @throws Error always */
export default leftOut
