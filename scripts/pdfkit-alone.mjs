import { at } from './project.mjs'

/** How the build takes pdfkit in: without fontkit, which it would load for fonts that it never opens here. For `ssr.noExternal` or what excludes from it, and for `resolve.alias`. */
export const pdfkitAlone = { packages: ['pdfkit'], alias: { fontkit: at('electron', 'documents', 'no-fontkit.ts') } }
