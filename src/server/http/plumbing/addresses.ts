import { isIP } from 'node:net'
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'

/** What a provider hands out to one customer, of IPv6 (RFC 6177): its addresses are one place. */
const ipv6Prefix = 64

/** The client's IP address. A trusted proxy may forward anything; what is no address is not kept. */
export function addressOf({ ip }: FastifyRequest): string {
  return isIP(ip) === 0 ? 'unknown' : ip
}

/** What is counted as one place: an address of IPv4, a /64 of IPv6. */
export function networkOf(address: string): string {
  return isIP(address) === 0 ? address : normalizeIP(address, ipv6Prefix)
}
