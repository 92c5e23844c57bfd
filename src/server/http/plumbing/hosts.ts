import { isIP, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'

/** The parts of a `Host` header. */
export interface Authority {
  /** In lower case, without the dot that may end it. */
  name: string
  port: string
}

/** @returns undefined for what is no name or address, with or without a port */
export function authorityOf(text: string): Authority | undefined {
  const [, name = '', port = ''] = /^([\w.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i.exec(text) ?? []
  const bare = name.toLowerCase().replace(/\.$/, '')
  return bare === '' ? undefined : { name: bare, port }
}

/**
 * Tells the names under which Parlor is served from those that somebody else could have given it: a page
 * whose name is made to resolve to this machine (DNS rebinding) would be of one origin with Parlor.
 * Nobody can do that with an address, nor with a name that public DNS does not give (RFC 6761, 6762,
 * 8375; `.internal` is reserved by ICANN).
 * @param own names that are this machine's, or were set; one that begins with a dot has all below it
 */
export function createIsServed(own: readonly string[]): (name: string) => boolean {
  const whole = new Set(own.filter((name) => !name.startsWith('.')))
  const endings = ['.localhost', '.local', '.lan', '.home.arpa', '.internal'].concat(
    own.filter((name) => name.startsWith('.')),
  )
  return (name) =>
    isAddress(name) ||
    !name.includes('.') ||
    whole.has(name) ||
    endings.some((ending) => name.endsWith(ending))
}

function isAddress(name: string): boolean {
  return name.startsWith('[') ? isIPv6(name.slice(1, -1)) : isIP(name) === 4
}

/**
 * The names of `ALLOWED_HOSTS`, as they are compared: `chat.example.org`, and `.example.org` or
 * `*.example.org` for all below it.
 * @throws Error that names the setting
 */
export function hostsIn(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  return entries.filter(Boolean).map((entry) => {
    const [, dot = '', rest = ''] = /^(\*?\.)?(.*)$/s.exec(entry) ?? []
    const ascii = /[^ -~]/.test(rest) ? domainToASCII(rest) : rest
    const name = authorityOf(ascii)?.name
    if (name === undefined) {
      throw new Error(
        `ALLOWED_HOSTS must be names such as chat.example.org or .example.org, not “${entry}”.`,
      )
    }
    return dot === '' ? name : `.${name}`
  })
}
