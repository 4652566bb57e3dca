/**
 * The strictest policy the window can live with: nothing but its own files, no inline script or style, no remote anything.
 * Two makers of trusted values: Vue's own, and the one that names the window's only worker, which reads slips for the preview.
 */
export const contentPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", 'trusted-types vue sheets'
].join('; ')

/** Pictures come from shops: shown as images, they may do nothing. */
export const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** While developing: hot reload puts styles into the page and talks to its server. */
export const developmentPolicy = (server: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://${server}; worker-src 'self' blob:; base-uri 'none'; form-action 'none'`
