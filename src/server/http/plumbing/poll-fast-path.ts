import type { IncomingMessage, ServerResponse } from 'node:http'
import { newsHeader } from '../../../protocol/news-header.ts'
import type { Parlor } from '../../domain/parlor.ts'
import { type Found, isHistory } from '../../domain/polls.ts'
import { secureHeaders } from './every-answer.ts'
import { noteLook } from './looking.ts'
import { apiHeaders } from './problems.ts'
import type { Site, SiteOf } from './site.ts'
import { countUnderWay, isFull } from './under-way.ts'

const path = { start: '/api/rooms/', end: '/changes', cursor: '?after=' }

const { 'content-security-policy': policy, ...always } = apiHeaders
const forScripts = listOf({ 'content-type': 'application/json', ...always })
const forPages = [...forScripts, 'content-security-policy', policy]
const byHttps = listOf(secureHeaders)
const headers = {
  http: { forScripts, forPages },
  https: { forScripts: [...forScripts, ...byHttps], forPages: [...forPages, ...byHttps] },
}

/**
 * Polls of one person that are answered here between two tidyings, which are two seconds apart: what
 * a hundred windows need. Those beyond go the long way, where they are counted and refused.
 */
const pollsAtMost = 200

/** Answers a request if it can do so at once; false: it has done nothing. */
export type PollFastPath = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * Answers polls from memory without going through Fastify, whose part of a poll costs as much as
 * node:http's own (docs/decisions/004). It knows only the good case: whatever is not a plain poll by
 * someone who is known to be in the room is left to the route, which refuses or looks further.
 */
export function createPollFastPath(
  parlor: Parlor,
  siteOf: SiteOf,
  rateLimits: boolean,
): PollFastPath {
  const atMost = rateLimits ? pollsAtMost : Number.POSITIVE_INFINITY

  const bodyOf = ({ answer, tail }: Found) => parlor.withTyping(answer.body, tail)
  const newsFor = ({ session, tail }: Found) => parlor.newsElsewhere(session, tail.id)

  return (request, response) => {
    if (request.method !== 'GET' || request.httpVersionMinor !== 1) return false
    const { socket, url = '' } = request
    const cookies = request.headers.cookie
    const site = siteOf(request)
    if (site.standing !== 'served') return false
    const last = socket[lastPoll]
    const isSame = last?.url === url && last.cookies === cookies && last.site === site
    if (isSame && parlor.nothingNewSince(last.found)) {
      if (++last.found.session.person.polls > atMost) return false
      noteLook(request, last.found.session)
      send(request, response, site, bodyOf(last.found), newsFor(last.found))
      return true
    }
    const poll = pollAt(url)
    const token = cookieIn(cookies, site.cookie) ?? otherCookieIn(cookies, site.formerCookie)
    if (!poll || token === undefined) return false
    const found = parlor.changesInMemory(token, poll.roomId, poll.after)
    if (!found || ++found.session.person.polls > atMost) return false
    // The route counts it, as it counts other pages of the history.
    const { person } = found.session
    if (rateLimits && (isHistory(found.answer, poll.after) || isFull(person))) return false
    if (parlor.nothingNewSince(found)) socket[lastPoll] = { url, cookies, site, found }
    noteLook(request, found.session)
    send(request, response, site, bodyOf(found), newsFor(found))
    // Mostly the system takes an answer at once.
    if (socket.writableLength > 0) countUnderWay(person, response)
    return true
  }
}

/**
 * The poll that was answered last on a connection, if there was nothing new. Mostly the next one is
 * the same to the letter, and to compare it with this one costs less than to read it.
 */
interface LastPoll {
  url: string
  cookies: string | undefined
  /** Where the cookie was looked for, by its name there. */
  site: Site
  found: Found
}

const lastPoll = Symbol('last poll')
declare module 'node:net' {
  interface Socket {
    [lastPoll]?: LastPoll
  }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { isSecure }: Site,
  body: string,
  news: string | undefined,
): void {
  // HTTP/1.1 keeps a connection unless told otherwise, so nothing need be said about it.
  if (response.shouldKeepAlive) response.removeHeader('connection')
  const length = Buffer.byteLength(body)
  const { forScripts, forPages } = headers[isSecure ? 'https' : 'http']
  // No page can set this header. With this value the browser hands the answer to a script (W3C, Fetch
  // Metadata), so a policy for what is shown would only be a quarter of the bytes of most polls.
  const fitting = request.headers['sec-fetch-dest'] === 'empty' ? forScripts : forPages
  const all = [...fitting, 'content-length', `${length}`]
  if (news !== undefined) all.push(newsHeader, news)
  response.writeHead(200, all)
  // Text that is all ASCII is the same in Latin-1, which is written without a look at each letter.
  response.end(body, length === body.length ? 'latin1' : 'utf8')
}

/** The flat list is the quickest form that node:http takes. */
function listOf(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat()
}

/** The room and the cursor of a poll's address. Text that is escaped matches nothing in memory. */
function pollAt(url: string): { roomId: string; after: string | undefined } | undefined {
  if (!url.startsWith(path.start)) return undefined
  const idEnd = url.indexOf('/', path.start.length)
  if (idEnd === -1 || !url.startsWith(path.end, idEnd)) return undefined
  const roomId = url.slice(path.start.length, idEnd)
  const query = idEnd + path.end.length
  if (url.length === query) return { roomId, after: undefined }
  if (!url.startsWith(path.cursor, query)) return undefined
  return { roomId, after: url.slice(query + path.cursor.length) }
}

/** The cookie's value where it stands as browsers write it; any other form is left to the route. */
function cookieIn(cookies: string | undefined, name: string): string | undefined {
  const at = cookies?.indexOf(`${name}=`) ?? -1
  if (cookies === undefined || at === -1) return undefined
  if (at > 0 && !cookies.startsWith('; ', at - 2)) return undefined
  const start = at + name.length + 1
  const end = cookies.indexOf(';', start)
  return end === -1 ? cookies.slice(start) : cookies.slice(start, end)
}

/** The one from before its name had a port in it, or else the first of another port. */
function otherCookieIn(cookies: string | undefined, name: string): string | undefined {
  const former = cookieIn(cookies, name)
  const at = former === undefined ? (cookies?.indexOf(`${name}-`) ?? -1) : -1
  if (cookies === undefined || at === -1) return former
  return cookieIn(cookies, cookies.slice(at, cookies.indexOf('=', at)))
}
