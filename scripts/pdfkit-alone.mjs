import { at } from './project.mjs'

const leftOut = at('electron', 'documents', 'left-out-of-pdfkit.ts')

/** How the build takes pdfkit in: without the packages that it would load for what is never done here. For `ssr.noExternal` or what excludes from it, and for `resolve.alias`. */
export const pdfkitAlone = { packages: ['pdfkit', '@noble/hashes', 'linebreak'], alias: { fontkit: leftOut, '@noble/ciphers/aes': leftOut, linebreak: leftOut, 'png-js': leftOut } }
