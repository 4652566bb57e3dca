/** Takes a secret out of a text. */
export type Scrub = (text: string) => string

/**
 * Makes the eraser for secrets: whatever a server or a library repeats of them, plainly, in a URL or with JSON's escaped
 * slashes, comes out as `[secret]`. Anything under 8 characters is no secret and would tear holes into ordinary words.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  const forms = new Set(secrets.filter((secret) => secret.length >= 8).flatMap((secret) => [secret, encodeURIComponent(secret), secret.replaceAll('/', '\\/')]))
  return (text) => {
    let clean = text
    for (const form of forms) clean = clean.replaceAll(form, '[secret]')
    return clean
  }
}
