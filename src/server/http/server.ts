import type { RequestListener, Server } from 'node:http'
import { inTurn } from './turns.ts'

// Imported the usual way, `node:http` has all its exports looked at, and so all of its client for
// WebSocket and fetch loaded (7 MB), which a server never uses.
const { createServer } = process.getBuiltinModule('node:http')

/** How long clients are waited for; ms. */
export interface Patience {
  /** Until a request is there, headers and body. */
  request: number
  /** For the next request on a connection: many polls, and longer than a proxy's own timeout. */
  idle: number
  /** For an answer to be taken, as long as nothing at all of it goes out. */
  unread: number
}

const usualPatience: Patience = { request: 15_000, idle: 75_000, unread: 30_000 }

/** A server that spends neither memory nor time on those who send slowly or do not read. */
export function createHttpServer(
  answer: RequestListener,
  { request, idle, unread }: Patience = usualPatience,
): Server {
  const server = createServer({
    requestTimeout: request,
    connectionsCheckingInterval: request / 3,
    keepAliveTimeout: idle,
    optimizeEmptyRequests: true,
    // The site's own check says what is wrong; of two hosts, node:http would take the first.
    requireHostHeader: false,
    joinDuplicateHeaders: true,
  })
  // While something of an answer still goes out, node:net lets this pass.
  server.timeout = unread
  server.on('request', inTurn(answer))
  return server
}
