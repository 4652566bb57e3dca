import tls from 'node:tls'

/**
 * Trusts the certificates that the system trusts, beside those that come with the program: a company that looks into its
 * network's traffic puts its own there. Where a runtime cannot tell them, all stays as it is.
 * @returns how many were added
 */
export function trustSystemCertificates(): number {
  try {
    const usual = tls.getCACertificates('default')
    const more = tls.getCACertificates('system').filter((certificate) => !usual.includes(certificate))
    if (more.length > 0) tls.setDefaultCACertificates([...usual, ...more])
    return more.length
  } catch {
    return 0
  }
}
