import type { RequestListener, Server, ServerResponse } from 'node:http'
import { Refusal } from '../../../protocol/refusal.ts'
import { watchCrowds } from './crowds.ts'
import type { EveryAnswer } from './every-answer.ts'
import { apiHeaders, problemOf, problemType } from './problems.ts'
import { inTurn, readNoFurtherOnceClosed } from './turns.ts'

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

/** How many connections an address may have. Undefined: as many as it likes. */
export interface Crowd {
  trustedProxies: readonly string[]
  atMost?: number
}

interface Settings {
  crowd?: Crowd | undefined
  /** What the refusals of here carry besides their own headers. */
  everyAnswer?: EveryAnswer
  patience?: Patience
}

/** A server that spends neither memory nor time on those who send slowly or do not read. */
export function createHttpServer(
  answer: RequestListener,
  { crowd, everyAnswer, patience: { request, idle, unread } = usualPatience }: Settings = {},
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
  const crowds = crowd && watchCrowds(server, crowd.trustedProxies, crowd.atMost)
  const listener = inTurn((request, response) => {
    const refusal = crowds?.isOneTooMany(request.socket)
      ? oneTooMany()
      : request.url?.charAt(0) !== '/' && forProxies()
    if (refusal) {
      everyAnswer?.prepare(request, response)
      refuse(response, refusal)
    } else answer(request, response)
    // Most answers are taken at once, and need no timer. While bytes still go out, node:net lets it
    // pass; and with the end of the answer, node:http sets it for the next request.
    if (!response.writableFinished) request.socket.setTimeout(unread)
  })
  readNoFurtherOnceClosed(server)
  server.on('request', listener)
  // `Expect` with anything but 100-continue may be passed over (RFC 9110, 10.1.1); node:http would
  // answer it by itself, without the headers that every answer carries.
  server.on('checkExpectation', listener)
  return server
}

/** Closes the connection with it. */
function refuse(response: ServerResponse, { code, details: { detail = '' } }: Refusal): void {
  const problem = problemOf(code, { detail })
  const body = JSON.stringify(problem)
  response.writeHead(problem.status, {
    ...apiHeaders,
    'content-type': problemType,
    'content-length': Buffer.byteLength(body),
    ...(code === 'too_many_requests' && { 'retry-after': '60' }),
    connection: 'close',
  })
  response.end(body)
}

function oneTooMany(): Refusal {
  const detail = 'Too many connections are open from this address.'
  return new Refusal('too_many_requests', { detail })
}

/** RFC 9112, 3.2: only a proxy is asked for a whole URL, or for none at all. */
function forProxies(): Refusal {
  return new Refusal('bad_request', { detail: 'The address has to begin with a slash.' })
}
