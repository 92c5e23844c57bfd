import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'

/** Connections of one address: many times what forty people with two windows each open. */
const usually = 2000

/** Tells the connections that an address has too many of. */
export interface Crowds {
  isOneTooMany(socket: Socket): boolean
}

/**
 * Counts connections by address, an IPv6 network of 64 bits as one. Those of trusted proxies are
 * their clients', who are counted by what they ask for; they are not bounded here.
 */
export function watchCrowds(
  server: Server,
  trustedProxies: readonly string[],
  atMost: number = usually,
): Crowds {
  const isTrusted = proxyAddr.compile([...trustedProxies])
  const counts = new Map<string, number>()
  const tooMany = new WeakSet<Socket>()

  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    if (isTrusted(address, 0)) return
    const network = networkOf(address)
    const count = (counts.get(network) ?? 0) + 1
    counts.set(network, count)
    socket.once('close', () => {
      const left = (counts.get(network) ?? 0) - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
    })
    if (count > 2 * atMost) socket.destroy()
    else if (count > atMost) tooMany.add(socket)
  })
  return { isOneTooMany: (socket) => tooMany.has(socket) }
}

function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [start = '', end = ''] = address.split('::')
  const before = start.split(':')
  const zeros = Array.from({ length: 8 - before.length - end.split(':').length }, () => '0')
  return [...before, ...zeros].slice(0, 4).join(':')
}
