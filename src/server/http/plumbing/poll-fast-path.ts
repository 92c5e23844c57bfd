import { longestNewsCursor, longestNumber } from '../../../protocol/news.ts'
import type { AskedWithPoll } from '../../domain/news.ts'
import type { Parlor } from '../../domain/parlor.ts'
import { type Found, isHistory } from '../../domain/polls.ts'
import { countFast, type FastPath, send, tokenIn, withNews } from './fast-answers.ts'
import { noteLook } from './looking.ts'
import type { Site, SiteOf } from './site.ts'
import { countUnderWay, isFull } from './under-way.ts'

const path = {
  start: '/api/rooms/',
  end: '/changes',
  cursor: '?after=',
  news: '&news=',
  known: '&known=',
}

/**
 * Answers polls from memory without going through Fastify, whose part of a poll costs as much as
 * node:http's own (docs/decisions/004). It knows only the good case: whatever is not a plain poll by
 * someone who is known to be in the room is left to the route, which refuses or looks further.
 */
export function createPollFastPath(parlor: Parlor, siteOf: SiteOf, rateLimits: boolean): FastPath {
  const bodyOf = ({ answer, tail }: Found) => parlor.withTyping(answer.body, tail)

  return (request, response) => {
    if (request.method !== 'GET' || request.httpVersionMinor !== 1) return false
    const { socket, url = '' } = request
    const cookies = request.headers.cookie
    const site = siteOf(request)
    if (site.standing !== 'served') return false
    const last = socket[lastPoll]
    const isSame = last?.url === url && last.cookies === cookies && last.site === site
    if (isSame && parlor.nothingNewSince(last.found)) {
      const { session, tail } = last.found
      if (!countFast(session.person, rateLimits)) return false
      noteLook(request, session)
      const { number, news } = parlor.newsElsewhere(session, tail.id, last.asked)
      send(request, response, site, withNews(bodyOf(last.found), news), number)
      return true
    }
    const poll = pollAt(url)
    const token = tokenIn(cookies, site)
    if (!poll || token === undefined) return false
    const found = parlor.changesInMemory(token, poll.roomId, poll.after)
    if (!found || !countFast(found.session.person, rateLimits)) return false
    // The route counts it, as it counts other pages of the history.
    const { person } = found.session
    if (rateLimits && (isHistory(found.answer, poll.after) || isFull(person))) return false
    const { asked } = poll
    if (parlor.nothingNewSince(found)) socket[lastPoll] = { url, cookies, site, found, asked }
    noteLook(request, found.session)
    const { number, news } = parlor.newsElsewhere(found.session, found.tail.id, asked)
    send(request, response, site, withNews(bodyOf(found), news), number)
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
  asked: AskedWithPoll | undefined
}

const lastPoll = Symbol('last poll')
declare module 'node:net' {
  interface Socket {
    [lastPoll]?: LastPoll
  }
}

interface Poll {
  roomId: string
  after?: string
  asked?: AskedWithPoll | undefined
}

/** What a poll's address asks for, if it is written as pages write it. Text that is escaped matches nothing in memory. */
function pollAt(url: string): Poll | undefined {
  if (!url.startsWith(path.start)) return undefined
  const idEnd = url.indexOf('/', path.start.length)
  if (idEnd === -1 || !url.startsWith(path.end, idEnd)) return undefined
  const roomId = url.slice(path.start.length, idEnd)
  const query = idEnd + path.end.length
  if (url.length === query) return { roomId }
  if (!url.startsWith(path.cursor, query)) return undefined
  const cursor = query + path.cursor.length
  const news = url.indexOf(path.news, cursor)
  if (news === -1) return { roomId, after: url.slice(cursor) }
  const known = url.indexOf(path.known, news)
  if (known === -1) return undefined
  const asked = {
    news: url.slice(news + path.news.length, known),
    known: url.slice(known + path.known.length),
  }
  // Longer than any that was given: the route refuses it.
  if (asked.news.length > longestNewsCursor || asked.known.length > longestNumber) return undefined
  return { roomId, after: url.slice(cursor, news), asked }
}
