/**
 * Stands for the system's settings with what a shell has of them: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in either case.
 * @returns the way to an address in the words of a PAC script. A password in such a variable is not passed on, as Chromium passes on none.
 */
export function resolveProxy(address: string, env: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(address)
  const value = (name: string): string => env[name.toLowerCase()] ?? env[name.toUpperCase()] ?? ''
  if (isExempt(url, value('no_proxy'))) return 'DIRECT'
  const typed = value(url.protocol === 'https:' || url.protocol === 'wss:' ? 'https_proxy' : 'http_proxy') || value('all_proxy')
  if (typed === '') return 'DIRECT'
  const proxy = URL.parse(/^[a-z][\w+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`)
  const kind = proxy === null ? undefined : { 'http:': 'PROXY', 'https:': 'HTTPS', 'socks:': 'SOCKS5', 'socks5:': 'SOCKS5', 'socks5h:': 'SOCKS5', 'socks4:': 'SOCKS4', 'socks4a:': 'SOCKS4' }[proxy.protocol]
  if (proxy === null || kind === undefined) return 'DIRECT'
  return `${kind} ${proxy.hostname}:${proxy.port || (kind === 'PROXY' ? '80' : kind === 'HTTPS' ? '443' : '1080')}`
}

/** `*`, names with or without a leading dot, each good for what lies below it as well, and names with a port. */
function isExempt(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return list.split(/[\s,]+/).some((entry) => {
    const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    if (entry === '*') return true
    return name !== '' && (only === undefined || only === port) && (url.hostname === name || url.hostname.endsWith(`.${name}`))
  })
}
