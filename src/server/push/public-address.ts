import { BlockList, isIP, type LookupFunction } from 'node:net'
import { createLookUp } from './look-up.ts'

/** Thrown for an address to which nothing is sent. */
export class NotPublic extends Error {}

/** What no push service has: IANA's registries of special-purpose addresses. */
const special = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  special.addSubnet(net, bits, 'ipv4')
}
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.addSubnet(net, bits, 'ipv6')
}
/** Of IPv6 only what is given out for the internet at all. */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4')
  return isIP(address) === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/**
 * Looks a name up for a connection, and gives it only if all it stands for is public: what was looked at
 * is what is connected to, and the name cannot stand for something else a moment later.
 */
export function publicOnly(
  lookup: LookupFunction = createLookUp(),
  mayReach: (address: string) => boolean = isPublic,
): LookupFunction {
  return (name, options, done) =>
    lookup(name, { ...options, all: true }, (error, found) => {
      const addresses =
        typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found
      const [first] = addresses ?? []
      if (error || !first) return done(error ?? new Error(`${name} has no address.`), [])
      if (!addresses.every(({ address }) => mayReach(address))) {
        return done(new NotPublic(`${name} is in a private network.`), [])
      }
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
}

/**
 * Where something may be sent: HTTPS, and no address of a private network in place of a name.
 * @throws NotPublic
 */
export function refusePrivate(
  address: string,
  mayReach: (address: string) => boolean = isPublic,
): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new NotPublic('Only https addresses are sent to.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 ? !mayReach(host) : isLocalName(host)) {
    throw new NotPublic(`${host} is in a private network.`)
  }
  return url
}

/** Names that stand for nothing on the internet (RFC 6761, 6762, 8375). */
function isLocalName(name: string): boolean {
  const bare = name.replace(/\.$/, '')
  return (
    !bare.includes('.') || /(^|\.)(localhost|local|internal|home\.arpa|test|invalid)$/i.test(bare)
  )
}

/** Whether an address is one that nothing is sent to. What cannot be looked up just now may be public. */
export function isPrivate(
  address: string,
  { lookup, mayReach }: { lookup?: LookupFunction; mayReach?: (address: string) => boolean } = {},
): Promise<boolean> {
  try {
    const { hostname } = refusePrivate(address, mayReach)
    if (hostname.startsWith('[') || isIP(hostname) !== 0) return Promise.resolve(false)
    return new Promise((resolve) => {
      publicOnly(lookup, mayReach)(hostname, {}, (error) => resolve(error instanceof NotPublic))
    })
  } catch {
    return Promise.resolve(true)
  }
}
